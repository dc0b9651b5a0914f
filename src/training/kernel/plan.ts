import { CheckpointError } from '../../network/failure.js';
import { denseLayers, parameterCount, type DenseLayer } from '../denseLayers.js';

/** Samples that lie side by side, as in assembly/records.ts. */
export const TILE = 8;
/** Samples taken through the network at a time: their activations stay in the nearest cache. A multiple of 8. */
const CHUNK = 128;
const PAGE = 65_536;
const MOST_BYTES = 65_536 * PAGE;
/** A run holds each weight some twenty-five times: moments, the file being written, the epochs that wait to be. 3.4 GB. */
const MOST_PARAMETERS = 2 ** 25;
/** Below this nothing is put: an address of 0 would look like none. */
const FIRST = 1024;
const LINE = 64;

/** Where everything lies in the kernel's memory; addresses in bytes. */
export interface KernelPlan {
  readonly layers: readonly DenseLayer[];
  readonly samples: number;
  readonly chunk: number;
  /** Parameters rounded up to whole vectors of 4; those beyond are 0 and stay it. */
  readonly paddedParameters: number;
  readonly pages: number;
  readonly address: KernelAddresses;
}

export interface KernelAddresses {
  readonly layers: number;
  readonly network: number;
  /** float32[paddedParameters], as are the next three. */
  readonly parameters: number;
  readonly gradients: number;
  readonly moments: number;
  readonly squares: number;
  /** For each width: float32[chunk / 8][width][8]. */
  readonly rows: readonly number[];
  readonly targetRows: number;
  /** int32[samples]. */
  readonly order: number;
  /** float32[samples][features]; empty where `sparse` is given. */
  readonly features: number;
  readonly sparse: SparseAddresses | null;
  /** float32[samples]. */
  readonly targets: number;
  /** Samples to predict: float32[chunk][features], and their indices 0, 1, ... */
  readonly staged: number;
  readonly sequence: number;
}

/** Features other than 0 alone, for samples that are mostly 0. */
export interface SparseAddresses {
  /** uint32[samples + 1]: the address of each sample's first entry, and the end. */
  readonly starts: number;
  /** For each feature other than 0: uint32 offset of its kernel row in bytes, float32 value. */
  readonly entries: number;
  /** float32[chunk][outputs of the first layer, rounded up to 4]. */
  readonly scratch: number;
}

/** Bytes of the records of assembly/records.ts. */
export const LAYER_BYTES = 36;
export const NETWORK_BYTES = 116;

/**
 * Lays out a network and its training samples. The memory is made once and never grows, which would detach all views.
 * @param widths nodes a layer, the input's first, the output's (1) last
 * @param entries features other than 0 in all samples, where these alone are to be kept; null keeps all
 * @throws CheckpointError `usage` for sizes that are not whole and positive, `too-large` beyond 4 GiB or 2^25 parameters
 */
export function planKernel(widths: readonly number[], samples: number, entries: number | null = null): KernelPlan {
  if (![...widths, samples].every((size) => Number.isInteger(size) && size > 0))
    throw new CheckpointError(
      'usage',
      `Layers of ${widths.join(', ')} nodes and ${samples} samples cannot be trained: all sizes must be whole and positive.`,
    );
  const layers = denseLayers(widths);
  const parameters = parameterCount(layers);
  if (parameters > MOST_PARAMETERS)
    throw new CheckpointError(
      'too-large',
      `Layers of ${widths.join(', ')} nodes have ${parameters} weights and biases where at most ${MOST_PARAMETERS} are trained here: choose narrower layers.`,
    );
  let top = FIRST;
  const take = (bytes: number): number => {
    const at = top;
    // A line between areas, or equal ones would compete for the same places in the cache.
    top = Math.ceil((top + bytes) / LINE) * LINE + LINE;
    return at;
  };
  const [features = 0, firstOutputs = 0] = widths;
  const paddedParameters = Math.ceil(parameters / 4) * 4;
  const address = {
    layers: take(LAYER_BYTES * layers.length),
    network: take(NETWORK_BYTES),
    targetRows: take(CHUNK * 4),
    parameters: take(paddedParameters * 4),
    gradients: take(paddedParameters * 4),
    moments: take(paddedParameters * 4),
    squares: take(paddedParameters * 4),
    rows: widths.map((width) => take(width * CHUNK * 4)),
    order: take(samples * 4),
    features: take(entries === null ? samples * features * 4 : 0),
    sparse:
      entries === null
        ? null
        : {
            starts: take((samples + 1) * 4),
            entries: take(entries * 8),
            scratch: take(Math.ceil(firstOutputs / 4) * 4 * CHUNK * 4),
          },
    targets: take(samples * 4),
    staged: take(CHUNK * features * 4),
    sequence: take(CHUNK * 4),
  };
  if (top > MOST_BYTES)
    throw new CheckpointError(
      'too-large',
      `Layers of ${widths.join(', ')} nodes with ${samples} samples need ${(top / 2 ** 30).toFixed(1)} GiB where ` +
        'WebAssembly has 4: train on fewer samples or with narrower layers.',
    );
  return { layers, samples, chunk: CHUNK, paddedParameters, pages: Math.ceil(top / PAGE), address };
}
