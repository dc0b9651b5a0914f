import { nextRun, proposedRun } from '../../jobs/runPlace.js';
import type { FigureOffer, ReproductionOptions } from '../../protocol/reproduction.js';
import { askFolder, shownPath, workspaceRoot } from '../dialog/askFolder.js';
import { pickFolder } from '../dialog/pickFolder.js';
import { choose, type Answer, type Choice, type Place } from '../dialog/question.js';
import { askAll, type Step } from '../dialog/steps.js';
import { changeSettings, showOpenChoices, shownNetworks } from './reproduceSettings.js';
import {
  askDatasets,
  askFigures,
  datasetName,
  neededDatasets,
  type PlacedParams,
  type ReproducePlan,
} from './reproduceSteps.js';

const TITLE = 'Reproduce paper figure';
/** What folders of results are called, with a number. */
const NAME = 'reproduction';

/** Whether a reproduction can begin. `back`: the dialog goes on; with a sentence where there is a reason. */
export type Readiness =
  | { readonly kind: 'ready'; readonly params: PlacedParams }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'back'; readonly why: string | null };

interface DialogCall {
  readonly offer: readonly FigureOffer[];
  /** What was chosen last. */
  readonly first: ReproductionOptions;
  /** Finds the data, and refuses what cannot begin. */
  readonly prepare: (options: ReproductionOptions, folder: string, place: Place) => Promise<Readiness>;
}

/** Asks what to reproduce and where; null when the user turned away, `earlier` for results that there are already. */
export async function askReproduction(call: DialogCall): Promise<PlacedParams | 'earlier' | null> {
  const { offer, first } = call;
  const start: ReproducePlan = { options: first, folder: null, params: null, isEarlier: false };
  const plan = await askAll<ReproducePlan>(TITLE, start, ({ options, isEarlier }) => [
    askFigures(offer),
    ...(isEarlier
      ? []
      : [...(neededDatasets(offer, options.figures).length > 0 ? [askDatasets(offer)] : []), confirm(call)]),
  ]);
  return plan?.isEarlier === true ? 'earlier' : (plan?.params ?? null);
}

type Action = 'reproduce' | 'settings' | 'folder' | 'open';

/** The last question: reproduce with these settings, change them, or into another folder. */
function confirm({ offer, prepare }: DialogCall): Step<ReproducePlan> {
  return async (plan, place) => {
    let now = plan;
    let refusal: string | null = null;
    for (;;) {
      const folder: string | null = now.folder ?? proposal();
      const answer: Answer<Action | null> = await choose<Action | null>(place, items(now, folder, refusal, offer), {
        prompt: refusal ?? 'Ready to reproduce',
        active: refusal === null ? 'reproduce' : 'folder',
      });
      if (answer.kind !== 'chosen') return answer;
      if (answer.value === 'open') await showOpenChoices(offer, now, place);
      else if (answer.value === 'settings') {
        const after = await changeSettings(now, place);
        if (after.kind === 'cancelled') return after;
        if (after.kind === 'chosen') now = after.value;
      } else {
        const asked = await folderFor(answer.value, folder, place);
        if (asked.kind === 'cancelled') return asked;
        if (asked.kind === 'back') continue;
        now = { ...now, folder: asked.value };
        refusal = null;
        if (answer.value === 'folder') continue;
        const ready = await prepare(now.options, asked.value, place);
        if (ready.kind === 'ready') return { kind: 'chosen', value: { ...now, params: ready.params } };
        if (ready.kind === 'cancelled') return ready;
        refusal = ready.why;
      }
    }
  };
}

function items(
  plan: ReproducePlan,
  folder: string | null,
  refusal: string | null,
  offer: readonly FigureOffer[],
): readonly Choice<Action | null>[] {
  return [
    ...(refusal === null ? [] : [{ label: '$(error) Cannot begin', detail: refusal, value: null, isBlocked: true }]),
    {
      label: '$(play) Reproduce',
      description: folder === null ? 'into a folder that you choose' : `into ${shownPath(folder)}`,
      detail: inWords(plan.options, offer),
      value: 'reproduce',
    },
    {
      label: '$(settings-gear) Change settings…',
      detail: 'Number of networks, which of them are shown, seed',
      value: 'settings',
    },
    { label: '$(folder) Another folder…', value: 'folder' },
    {
      label: '$(question) What the paper leaves open…',
      detail: 'What was chosen in its place, figure by figure',
      value: 'open',
    },
  ];
}

function inWords(options: ReproductionOptions, offer: readonly FigureOffer[]): string {
  const { figures, datasets, networks, seed } = options;
  const what = figures.length === 1 ? `Figure ${figures[0] ?? ''}` : `${figures.length} figures`;
  const trained = neededDatasets(offer, figures).filter((dataset) => datasets.includes(dataset));
  if (trained.length === 0) return `${what}, no training, seed ${seed}`;
  const many = networks === null ? 'the usual number of networks' : `${networks} networks each`;
  return `${what}; ${trained.map(datasetName).join(', ')}: ${many}; ${shownNetworks(options)}; seed ${seed}`;
}

async function folderFor(
  action: 'reproduce' | 'folder' | null,
  folder: string | null,
  place: Place,
): Promise<Answer<string>> {
  if (action === 'reproduce' && folder !== null) return { kind: 'chosen', value: folder };
  return askFolder(place, folder, { prompt: 'A folder for the results', elsewhere: pickResults });
}

async function pickResults(): Promise<string | null> {
  const parent = await pickFolder('Where the folder of results goes', 'Reproduce in here');
  return parent === null ? null : nextRun(parent, NAME);
}

function proposal(): string | null {
  const root = workspaceRoot();
  return root === null ? null : proposedRun(root, NAME);
}
