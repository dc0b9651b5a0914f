import type { HiddenLayer, Network, WeightMatrix } from '../network/network.js';

/** What two networks have in common. */
export interface Alignment {
  /** In a's order; `layers` holds places among all hidden layers of all segments. */
  readonly matrices: readonly { readonly a: WeightMatrix; readonly b: WeightMatrix }[];
  readonly layers: readonly { readonly a: number; readonly b: number }[];
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
  /** True where names differ and shapes do not, so that matrices are paired by their place. */
  readonly isByPlace: boolean;
}

/**
 * Pairs matrices of equal name and shape, and hidden layers of equal name and size. Where the names differ but the two
 * chains have the same shapes all along, the place in the chain decides: frameworks number layers as they like.
 */
export function align(a: Network, b: Network): Alignment {
  const isByPlace = haveSameShapes(a, b) && !haveSameNames(a, b);
  const rowsA = a.matrices.map(({ matrix }) => matrix);
  const rowsB = b.matrices.map(({ matrix }) => matrix);
  const matrixKey = (matrix: WeightMatrix): string => JSON.stringify([matrix.name, shapeOf(matrix)]);
  const paired = isByPlace ? rowsA.map((_, place) => place) : partners(rowsA.map(matrixKey), rowsB.map(matrixKey));
  const taken = new Set(paired);
  const [layersA, layersB] = [hiddenLayers(a), hiddenLayers(b)];
  const layerKey = ({ name, nodes }: HiddenLayer): string => JSON.stringify([name, nodes]);
  const layerPartners = isByPlace
    ? layersA.map((_, place) => place)
    : partners(layersA.map(layerKey), layersB.map(layerKey));
  return {
    matrices: rowsA.flatMap((matrix, place) => {
      const partner = rowsB[paired[place] ?? -1];
      return partner === undefined ? [] : [{ a: matrix, b: partner }];
    }),
    layers: layerPartners.flatMap((partner, place) => (partner < 0 ? [] : [{ a: place, b: partner }])),
    onlyA: rowsA.filter((_, place) => (paired[place] ?? -1) < 0).map(({ name }) => name),
    onlyB: rowsB.filter((_, place) => !taken.has(place)).map(({ name }) => name),
    isByPlace,
  };
}

/** For each key the place of its partner, -1 for none; of equal keys the first goes with the first. */
function partners(keys: readonly string[], others: readonly string[]): number[] {
  const waiting = new Map<string, number[]>();
  others.forEach((key, place) => waiting.set(key, [...(waiting.get(key) ?? []), place]));
  return keys.map((key) => waiting.get(key)?.shift() ?? -1);
}

function haveSameShapes(a: Network, b: Network): boolean {
  const shapes = (network: Network): string =>
    JSON.stringify(network.matrices.map(({ matrix, segment }) => [shapeOf(matrix), segment]));
  return shapes(a) === shapes(b);
}

function haveSameNames(a: Network, b: Network): boolean {
  const names = (network: Network): string =>
    JSON.stringify(network.matrices.map(({ matrix }) => matrix.name).toSorted());
  return names(a) === names(b);
}

/** Folded and as stored: only tensors of the same shape can be subtracted. */
function shapeOf({ inputs, outputs, pattern, tensors }: WeightMatrix): unknown {
  return [inputs, outputs, pattern, tensors.map(({ shape }) => shape)];
}

function hiddenLayers({ segments }: Network): readonly HiddenLayer[] {
  return segments.flatMap(({ hidden }) => hidden);
}
