import type { Chart, Series, SeriesRole } from '../protocol/figure.js';
import type { AccessibleEnds } from './accessibleEnds.js';
import type { ShuffledAccessible } from './statistics/entryShuffle.js';
import { meanWithError } from './statistics/meanWithError.js';

/** Room above a layer of which all nodes are accessible. */
const MARGIN = 1.05;

/**
 * Accessible nodes by layer, before and after training.
 * @param of which networks and which threshold, in words
 * @param shuffled the entry-shuffled null; empty for none
 */
export function accessibleChart(
  ends: readonly AccessibleEnds[],
  of: string,
  shuffled: readonly ShuffledAccessible[] = [],
): Chart {
  const before = ends.map((one) => one.before);
  const after = ends.map((one) => one.after);
  const nulls = shuffled.map(({ layers }) => layers);
  const most = [...before, ...after].flat().reduce((larger, count) => Math.max(larger, count), 1);
  return {
    kind: 'chart',
    title: `Accessible nodes, ${of}`,
    x: { label: 'hidden layer, counted from the input', scale: 'linear', range: null },
    y: { label: 'accessible nodes', scale: 'linear', range: [0, MARGIN * most] },
    series: [
      layerLine('before training', 'before', before),
      ...(nulls.length === 0 ? [] : [layerLine('trained, entries shuffled', 'null', nulls)]),
      layerLine('after training', 'after', after),
    ],
    caption: `Mean of ${ends.length} network${ends.length === 1 ? '' : 's'}; bands are standard errors. Layer 1 follows the input, as in version 2 of the paper; version 1 counts from the output.`,
  };
}

/** The mean over networks with its standard error. */
function layerLine(label: string, role: SeriesRole, profiles: readonly ArrayLike<number>[]): Series {
  const layers = Array.from({ length: profiles[0]?.length ?? 0 }, (_, layer) => layer);
  const means = layers.map((layer) => meanWithError(profiles.map((profile) => profile[layer] ?? null)));
  return {
    kind: 'line',
    label,
    role,
    x: layers.map((layer) => layer + 1),
    y: means.map(({ mean }) => mean),
    error: role === 'null' ? null : means.map(({ error }) => error),
    dashed: role === 'null',
    dots: true,
  };
}
