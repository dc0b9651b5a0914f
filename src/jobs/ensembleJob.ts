import { median } from '../experiments/statistics/median.js';
import type { EnsembleParams, EnsembleProgress, EnsembleResult } from '../protocol/ensemble.js';
import type { CallContext } from '../protocol/rpc.js';
import type { EnsembleNetwork } from '../training/ensemble.js';
import { EnsembleFolder, type SavedEnsemble } from '../training/ensembleFolder.js';
import { keptEpochs } from '../training/keptEpochs.js';
import { readRunDocument, type RunPlan } from '../training/runDocument.js';
import type { Dataset } from '../training/settings.js';
import { EnsembleCrew } from './ensembleCrew.js';
import type { NetworkTask } from './ensembleMessages.js';
import { EnsembleWriter } from './ensembleWriter.js';
import { loadShared } from './sharedData.js';
import { guarded } from './trainJob.js';
import { removeLeftovers } from './trainLeftovers.js';
import { orderOf, planOf } from './trainOrder.js';

/**
 * Trains many networks into one folder, and writes all that is written there. Each network is one thread's work from its
 * beginning to its end, so what comes out depends neither on the number of threads nor on who is done first.
 * @param onCrew told how to stop it
 */
export async function trainEnsemble(
  params: EnsembleParams,
  { progress }: Pick<CallContext, 'progress'>,
  onCrew: (crew: EnsembleCrew) => void,
): Promise<EnsembleResult> {
  const { networks, settings } = params;
  const { order, notes } = orderOf(params, params.resume ? readRunDocument(params.folder) : null);
  removeLeftovers(params.folder);
  const data = await loadShared(order.dataset, order.files, order.dataOptions);
  const crew = new EnsembleCrew({ ...order, data }, Math.min(params.workers, networks));
  onCrew(crew);
  try {
    await crew.ready();
    const { folder, saved } = await openFolder(params, planOf(params, order, { data, tensorflow: null }));
    const kept = keptEpochs(settings.epochs, params.keep);
    const writer = new EnsembleWriter(folder, crew.shelves, saved.networks);
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    await guarded(folder, () =>
      crew.run({ tasks: tasksOf(folder.seeds, saved), kept }, writer, () =>
        progress({
          done: writer.networks.length,
          networks,
          running: crew.running(),
          epochs: settings.epochs,
          epochsPerSecond: crew.board.trained / seconds(),
        } satisfies EnsembleProgress),
      ),
    );
    const status = writer.networks.length === networks ? 'finished' : 'stopped';
    folder.end(status);
    const measured = { status, networks, trained: crew.board.trained, seconds: seconds(), notes } as const;
    return { ...measured, ...summed(writer.networks, data.task) };
  } finally {
    await crew.end();
  }
}

async function openFolder({ resume, folder, networks }: EnsembleParams, plan: RunPlan) {
  if (resume) return EnsembleFolder.resume(folder, plan, networks);
  return { folder: await EnsembleFolder.start(folder, plan, networks), saved: { networks: [], states: [] } };
}

/** The networks that are not done, in their order. */
function tasksOf(seeds: readonly number[], { networks, states }: SavedEnsemble): readonly NetworkTask[] {
  const done = new Set(networks.map(({ network }) => network));
  const starts = new Map(states.map(({ network, ...start }) => [network, start]));
  return seeds
    .map((seed, network) => ({ network, seed, start: starts.get(network) ?? null }))
    .filter(({ network }) => !done.has(network));
}

function summed(
  networks: readonly EnsembleNetwork[],
  task: Dataset['task'],
): Pick<EnsembleResult, 'done' | 'diverged' | 'medianScore' | 'scoreName'> {
  const scores = networks.flatMap(({ score }) => (score === null ? [] : [score]));
  return {
    done: networks.length,
    diverged: networks.filter(({ status }) => status === 'diverged').length,
    medianScore: scores.length === 0 ? null : median(scores),
    scoreName: task === 'labels' ? 'accuracy' : 'R²',
  };
}
