import { networkMatrices, type MagnitudeMatrix } from './statistics/networkMatrices.js';
import type { TrainedNetwork } from './networkGroup.js';

/** What a weight between two live nodes gains. Weights begin within 0.05 of 0; what the sum is hardly matters (0.03 to 0.2). */
export const LIVE_GAIN = 0.1;

/**
 * A network that nothing was trained into (definitions.md, "What a careful reading found"): |w| before training, and more of
 * it by `LIVE_GAIN` wherever the nodes at both ends are live then, in at least one training sample. Inputs and outputs always
 * are. A layer without a live node gains nothing: its matrices stay as they were, as they do in training.
 * @param firstLayer hidden layers before this one are left out, as in `networkMatrices`
 */
export function liveMaskMatrices({ widths, snapshots }: TrainedNetwork, firstLayer = 0): readonly MagnitudeMatrix[] {
  const [start] = snapshots;
  if (start === undefined) return [];
  const isLive = (layer: number, node: number): boolean => {
    const mask = layer === 0 ? undefined : start.live[layer - 1];
    return mask === undefined || mask[node] === 1;
  };
  return networkMatrices(widths, start.parameters, firstLayer).map(({ inputs, outputs, values }, k) => ({
    inputs,
    outputs,
    values: values.map((value, i) => {
      const [from, to] = [Math.floor(i / outputs), i % outputs];
      return isLive(firstLayer + k, from) && isLive(firstLayer + k + 1, to) ? value + LIVE_GAIN : value;
    }),
  }));
}
