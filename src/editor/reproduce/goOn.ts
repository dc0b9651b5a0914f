import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import type { ReproductionSession } from '../../jobs/reproductionSession.js';
import type { FigureOffer, ReproductionOptions } from '../../protocol/reproduction.js';
import type { Services } from '../services.js';
import { findFiles } from '../training/findFiles.js';
import { trainRun } from '../training/trainRun.js';
import { reproduceThread } from './reproduceThread.js';
import { neededDatasets, type PlacedParams } from './reproduceSteps.js';

/**
 * What the worker is asked for, with the data sets' original files, which are downloaded if the user agrees.
 * @param out absolute path of the folder of results
 * @returns null when the user turned away
 * @throws {CheckpointError} what downloading gives
 */
export async function findParams(
  services: Services,
  options: ReproductionOptions,
  offer: readonly FigureOffer[],
  out: string,
): Promise<PlacedParams | null> {
  const files: Record<string, readonly string[]> = {};
  const run = trainRun(services);
  try {
    const needed = neededDatasets(offer, options.figures).filter((dataset) => options.datasets.includes(dataset));
    for (const dataset of needed) {
      const found = await findFiles(services, run, dataset, null);
      if (found === null) return null;
      files[dataset] = found.files;
    }
  } finally {
    await run.dispose();
  }
  // One core is left for the editor itself.
  const workers = Math.max(1, availableParallelism() - 1);
  return { ...options, workers, store: services.networks, out, files, version: MORPHOSCOPE_VERSION };
}

/**
 * Reproduces until the end, or until it is stopped; closing its panel does not stop it.
 * @throws {CheckpointError} as `ReproductionSession.reproduce`
 */
export async function goOn(
  services: Services,
  session: ReproductionSession,
  params: PlacedParams,
): Promise<'finished' | 'stopped'> {
  const { reproductions, log } = services;
  const name = basename(session.folder);
  log.info(`Reproducing into ${session.folder} begins.`);
  const stopTelling = session.listen({
    view: () => reproductions.changed(session),
    figure: () => undefined,
    failure: (message) => log.error(`${name}: ${message}`),
  });
  try {
    const ended = session.reproduce(reproduceThread(services), params);
    reproductions.add(session, ended);
    const { status, notes, networks, seconds } = await ended;
    for (const note of notes) log.info(`${name}: ${note}`);
    const { trained, found, failed } = networks;
    log.info(
      `${name} ${status}: ${trained} networks trained, ${found} found, ${failed} failed, ${Math.round(seconds)} s.`,
    );
    return status;
  } finally {
    stopTelling();
    reproductions.changed(session);
  }
}
