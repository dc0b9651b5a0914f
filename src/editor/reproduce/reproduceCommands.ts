import { basename } from 'node:path';
import * as vscode from 'vscode';
import { ReproductionSession } from '../../jobs/reproductionSession.js';
import { messageOf } from '../../network/failure.js';
import { REPRODUCTION_DEFAULTS, type FigureOffer, type ReproductionOptions } from '../../protocol/reproduction.js';
import { complain } from '../complain.js';
import { commandIds, contextKeys } from '../contributions.js';
import { shownPath } from '../dialog/askFolder.js';
import { pickFolder } from '../dialog/pickFolder.js';
import type { Place } from '../dialog/question.js';
import { registerJobsStatus, showJobs, type JobsStatus } from '../jobsStatus.js';
import type { Services } from '../services.js';
import { agreeToTime } from './forecastStep.js';
import { findParams } from './goOn.js';
import { askReproduction, type Readiness } from './reproduceDialog.js';
import type { PlacedParams } from './reproduceSteps.js';
import { reproduceThread } from './reproduceThread.js';
import { closeFigures, registerFiguresPanels, reproduceShown, showFigures, showKept } from './showFigures.js';

const OPTIONS = 'morphoscope.reproduceOptions';

/** Whoever turned away from the question for it sees why nothing began. */
const NO_DATA =
  'The networks cannot be trained without their data: agree to the download, name the folder that holds the files, or go back to other data sets.';

const status: JobsStatus<ReproductionSession> = {
  id: 'morphoscope.reproduction',
  name: 'Morphoscope reproductions',
  command: commandIds.showReproductions,
  contextKey: contextKeys.reproducing,
  words,
  plural: 'reproductions',
};

/** The commands around reproductions, their status bar item and their panels. */
export function registerReproducing(services: Services): void {
  const { context, reproductions } = services;
  context.subscriptions.push(
    vscode.commands.registerCommand(commandIds.reproduce, () => reproduce(services)),
    vscode.commands.registerCommand(commandIds.showReproductions, () =>
      showJobs(reproductions, status, (session) => showFigures(services, session)),
    ),
    registerJobsStatus(reproductions, status),
  );
  registerFiguresPanels(services);
}

/** `reproduction-1 120/300 networks` */
function words({ folder, view }: ReproductionSession): string {
  const { networks, activity } = view;
  const done = networks.total === 0 ? (activity?.text ?? '') : `${networks.done}/${networks.total} networks`;
  return `${basename(folder)} ${done}`;
}

async function reproduce(services: Services): Promise<void> {
  try {
    const offer = await offered(services);
    const chosen = await askReproduction({
      offer,
      first: {
        ...REPRODUCTION_DEFAULTS,
        ...services.context.workspaceState.get<Partial<ReproductionOptions>>(OPTIONS),
      },
      prepare: (options, folder, place) => prepare(services, { options, offer, folder, place }),
    });
    if (chosen === 'earlier') await showEarlier(services);
    else if (chosen !== null) await begin(services, offer, chosen);
  } catch (error) {
    await complain(services, 'Reproduction', messageOf(error));
  }
}

async function offered(services: Services): Promise<readonly FigureOffer[]> {
  const thread = reproduceThread(services);
  try {
    return await thread.offer();
  } finally {
    await thread.dispose();
  }
}

interface Asked {
  readonly options: ReproductionOptions;
  readonly offer: readonly FigureOffer[];
  readonly folder: string;
  readonly place: Place;
}

/** Finds the data, then refuses what cannot begin and says how long the rest will take. */
async function prepare(services: Services, { options, offer, folder, place }: Asked): Promise<Readiness> {
  if (services.reproductions.of(folder)?.isAtWork === true) {
    return { kind: 'back', why: `A reproduction is at work in ${shownPath(folder)}; choose another folder.` };
  }
  try {
    const params = await findParams(services, options, offer, folder);
    return params === null ? { kind: 'back', why: NO_DATA } : await agreeToTime(services, params, place);
  } catch (error) {
    return { kind: 'back', why: messageOf(error) };
  }
}

async function begin(services: Services, offer: readonly FigureOffer[], params: PlacedParams): Promise<void> {
  const { figures, datasets, networks, seed, aboveMedian, out: folder } = params;
  const options = { figures, datasets, networks, seed, aboveMedian };
  await services.context.workspaceState.update(OPTIONS, options);
  closeFigures(folder);
  const nothing = { networks: { done: 0, total: 0 }, documents: [], notes: [] };
  const start = { folder, shownAs: shownPath(folder), options, offer, ...nothing };
  await reproduceShown(services, new ReproductionSession(start), params);
}

async function showEarlier(services: Services): Promise<void> {
  const folder = await pickFolder('The folder of an earlier reproduction', 'Show its figures');
  if (folder !== null) await showKept(services, folder);
}
