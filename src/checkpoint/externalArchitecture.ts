import type { Architecture, StoredLayer, StoredModel } from '../network/storedModel.js';
import type { OpenRequest } from './format.js';
import { misfit } from './fit.js';
import { layerTree } from './layerTree.js';

type Note = StoredModel['notes'][number];

export interface Fitted {
  readonly architecture: Architecture | null;
  readonly layers: readonly StoredLayer[];
  readonly notes: readonly Note[];
}

/** What is said where no layer graph tells the order. */
export function orderFromNames(how: string): Note {
  return {
    name: 'architecture',
    reason: `There is no architecture (a model.to_json() file beside the weights would tell it): layers stand in the order ${how}.`,
  };
}

/**
 * The layers as an architecture from another file orders them, or, when it does not describe these weights, as they stand
 * in their own file.
 */
export function fitted(
  external: NonNullable<OpenRequest['architecture']>,
  layers: readonly StoredLayer[],
  withoutArchitecture: () => readonly StoredLayer[],
): Fitted {
  const why = misfit(layers, layerTree(external.value.model));
  if (why === null) return { architecture: external.value, layers, notes: [] };
  const reason = `${external.name} does not describe these weights (${why}) and was left aside: layers stand in the order of their own file.`;
  return { architecture: null, layers: withoutArchitecture(), notes: [{ name: 'architecture', reason }] };
}
