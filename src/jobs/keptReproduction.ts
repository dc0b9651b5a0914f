import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readJsonFile } from '../checkpoint/jsonFile.js';
import { figureIn } from '../experiments/documentCheck.js';
import { networkKey, NetworkStore } from '../experiments/networkStore.js';
import { readPlan, type StoredPlan } from '../experiments/planFile.js';
import { CheckpointError, messageOf } from '../network/failure.js';
import { FIGURE_IDS, type FigureDocument, type FigureId } from '../protocol/figure.js';
import type { KeptReproduction } from '../protocol/reproduction.js';
import { reproducibleEngine } from './reproductionPlan.js';

/** Many times what a figure takes, and still drawn at once. */
const MAX_BYTES = 16 * 2 ** 20;

/**
 * What a folder of results holds. Figures that are damaged or were never written are left aside: reproducing again makes them.
 * @param out absolute path
 * @param store absolute path of the folder of trained networks
 * @throws {CheckpointError} `missing` without a plan, and what `readPlan` throws
 */
export function keptReproduction(out: string, store: string): KeptReproduction {
  const plan = readPlan(out);
  if (plan === null) {
    throw new CheckpointError(
      'missing',
      `${basename(out)} holds no plan.json, so no figures were reproduced there; choose the folder of a reproduction.`,
    );
  }
  const { options } = plan;
  const read = FIGURE_IDS.filter((id) => options.figures.includes(id)).map((id) => readFigure(out, id, plan));
  return {
    options: { ...options, figures: FIGURE_IDS.filter((id) => options.figures.includes(id)) },
    networks: networksOf(plan, new NetworkStore(store)),
    documents: read.flatMap((figure) => (figure === null || typeof figure === 'string' ? [] : [figure])),
    notes: read.flatMap((figure) => (typeof figure === 'string' ? [figure] : [])),
  };
}

/** By their files alone: a damaged one, or one without an epoch that only this plan asks for, counts until it is looked at. */
function networksOf({ groups, data }: StoredPlan, store: NetworkStore): KeptReproduction['networks'] {
  const { engine } = reproducibleEngine();
  const networks = groups.flatMap(({ dataset, settings, seeds, growth }) =>
    seeds.map((seed, place) => {
      const identity = {
        data: data[dataset] ?? '',
        settings: { ...settings, seed },
        engine,
        mode: 'reproducible',
      } as const;
      return store.has(networkKey(identity), growth !== null && place < growth.networks);
    }),
  );
  return { done: networks.filter((isThere) => isThere).length, total: networks.length };
}

/** @returns null where there is none, or a sentence why it is left aside */
function readFigure(out: string, id: FigureId, plan: StoredPlan): FigureDocument | string | null {
  const path = join(out, `figure-${id}.json`);
  const name = basename(path);
  const damaged = `${name} is left aside: it was damaged or edited; go on with the reproduction to have it written again.`;
  try {
    if (!existsSync(path)) return null;
    const file = statSync(path);
    // A pipe would be waited for without end.
    if (!file.isFile() || file.size > MAX_BYTES) return damaged;
    const document = figureIn(readJsonFile(path, file.size));
    if (document?.figure !== id) return damaged;
    if (isOf(plan, document)) return document;
    return `${name} is left aside: it was made by another plan; go on with the reproduction to have it written again.`;
  } catch (error) {
    return error instanceof CheckpointError ? damaged : `${name} could not be read (${messageOf(error)}).`;
  }
}

/** Whoever deletes a plan to begin anew leaves its figures behind. */
function isOf({ version, options }: StoredPlan, { generator, settings }: FigureDocument): boolean {
  const names = ['datasets', 'networks', 'seed', 'aboveMedian'] as const;
  return (
    generator.version === version &&
    names.every((name) => JSON.stringify(settings[name]) === JSON.stringify(options[name]))
  );
}
