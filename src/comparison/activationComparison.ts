import type { Pauses } from '../morphology/pause.js';
import type { Network } from '../network/network.js';
import type { SampleData } from '../network/sampleData.js';
import type { StoredModel } from '../network/storedModel.js';
import { elementCount } from '../network/tensor.js';
import { linearCka, type Similarity } from '../representation/cka.js';
import type { ForwardOptions } from '../representation/forwardPass.js';
import { hiddenActivations, type Activations } from '../representation/hiddenActivations.js';
import { BeatingPauses } from './beatingPauses.js';
import { correlateNodes } from './correlateNodes.js';

/** What sample data says about a hidden layer that both sides have. */
export interface LayerSimilarity extends Similarity {
  /** Sent through for this layer; 0 where there are no activations to compare. */
  readonly samples: number;
  /** Samples that the data has. */
  readonly available: number;
  /**
   * For `matchNodes`: correlation over samples and positions of each node of a (row) with each of b (`correlateNodes`); null
   * where it was not asked for or cannot be had.
   */
  readonly correlation: Float32Array | null;
}

export interface ComparedModel {
  readonly model: StoredModel;
  readonly network: Network;
}

export interface ActivationOptions extends ForwardOptions {
  /** Whether nodes are to be matched; layers of up to so many nodes are correlated. */
  readonly correlateUpTo: number;
}

/** More change a similarity in the third digit only, and take time by their square. */
const MOST_SAMPLES = 1000;
/** Values of one layer at most, 32 MB as float32: layers with larger outputs are compared on fewer samples. */
const LAYER_VALUES = 1 << 23;
/** Values of the layers of one pass, both sides together. */
const PASS_VALUES = 1 << 24;

/**
 * Sends the same samples through both models and compares what hidden layers put out. Where there are too many samples,
 * evenly spaced ones are taken.
 * @param layers pairs of places among the hidden layers of all segments.
 * @returns one entry for each of `layers`.
 * @throws {CheckpointError} `bad-data` when the data does not fit a model's input, `cancelled`.
 */
export async function compareActivations(
  a: ComparedModel,
  b: ComparedModel,
  data: SampleData,
  layers: readonly { readonly a: number; readonly b: number }[],
  options: ActivationOptions,
): Promise<readonly LayerSimilarity[]> {
  let compared = 0;
  const pauses = new BeatingPauses(options.signal, () => {
    options.onProgress?.({ done: compared, total: layers.length, what: 'Comparing activations' });
  });
  const run = async (places: readonly number[], samples: number): Promise<readonly ActivationPair[]> => {
    const some = evenly(data, samples);
    const pick = (side: 'a' | 'b'): number[] => places.map((place) => layers[place]?.[side] ?? -1);
    const ofA = await hiddenActivations(a.model, a.network, some, pick('a'), options);
    const ofB = await hiddenActivations(b.model, b.network, some, pick('b'), options);
    return places.map((_, i) => [ofA[i] ?? MISSING, ofB[i] ?? MISSING]);
  };
  const all = layers.map((_, place) => place);
  const sizes = (await run(all, 1)).map(valuesPerSample);
  const results: LayerSimilarity[] = [];
  const available = data.shape[0] ?? 0;
  for (const { places, samples } of passes(sizes, available)) {
    const pairs = await run(places, samples);
    for (const [i, place] of places.entries()) {
      const found = await similarity(pairs[i] ?? [MISSING, MISSING], samples, options.correlateUpTo, pauses);
      results[place] = { ...found, available };
      compared++;
    }
  }
  return results;
}

const MISSING = 'The layer has no activations.';

type ActivationPair = readonly [Activations | string, Activations | string];

/** Of one side at most and of both together; zeros where there are none. */
interface Size {
  readonly most: number;
  readonly both: number;
}

function valuesPerSample([a, b]: ActivationPair): Size {
  const [ofA, ofB] = [a, b].map((side) => (typeof side === 'string' ? 0 : side.perSample));
  return { most: Math.max(ofA ?? 0, ofB ?? 0), both: (ofA ?? 0) + (ofB ?? 0) };
}

/** Layers that go through together, because they take the same samples and fit into memory. */
function passes(sizes: readonly Size[], available: number): readonly { places: readonly number[]; samples: number }[] {
  const groups: { places: number[]; samples: number; values: number }[] = [];
  for (const [place, { most, both }] of sizes.entries()) {
    const samples = Math.max(1, Math.min(available, MOST_SAMPLES, Math.floor(LAYER_VALUES / Math.max(1, most))));
    const values = samples * both;
    const last = groups.at(-1);
    if (last?.samples === samples && last.values + values <= PASS_VALUES) {
      last.places.push(place);
      last.values += values;
    } else groups.push({ places: [place], samples, values });
  }
  return groups;
}

/** Evenly spaced rows, since many files are sorted by class. */
function evenly(data: SampleData, samples: number): SampleData {
  const [available = 0, ...row] = data.shape;
  if (samples >= available) return data;
  const size = elementCount(row);
  const values = new Float32Array(samples * size);
  for (let i = 0; i < samples; i++) {
    const from = Math.floor((i * available) / samples) * size;
    values.set(data.values.subarray(from, from + size), i * size);
  }
  return { ...data, shape: [samples, ...row], values };
}

async function similarity(
  [a, b]: ActivationPair,
  samples: number,
  correlateUpTo: number,
  pauses: Pauses,
): Promise<Omit<LayerSimilarity, 'available'>> {
  if (typeof a === 'string') return none(a);
  if (typeof b === 'string') return none(b);
  const isMatched = a.nodes === b.nodes && a.nodes <= correlateUpTo && a.perSample === b.perSample;
  const correlation = isMatched && samples >= 2 ? await correlateNodes(a, b, pauses) : null;
  return { ...(await linearCka(a, b, pauses)), samples, correlation };
}

function none(reason: string): Omit<LayerSimilarity, 'available'> {
  return { cka: null, ckaDebiased: null, reason, samples: 0, correlation: null };
}
