import type { NetworkSnapshots } from '../protocol/figure.js';
import { layoutMorphology } from './morphologyLayout.js';
import { morphologyScene } from './morphologyScene.js';
import { orderByConnectivity } from './nodeOrder.js';
import type { Palette } from './palette.js';
import type { Scene } from './scene.js';
import { sideBySide } from './sideBySide.js';
import { stacked } from './stacked.js';

const LEAST_WIDTH = 280;
const GAP = 24;

/** One network at several epochs, from left to right and then below, in drawings of one size and one scale. */
export function snapshotsScene(networks: NetworkSnapshots, width: number, palette: Palette): Scene {
  const { snapshots, title } = networks;
  const fitting = Math.max(1, Math.floor((width + GAP) / (LEAST_WIDTH + GAP)));
  // As many in each row: no last row with a single one.
  const columns = Math.max(1, Math.ceil(snapshots.length / Math.ceil(snapshots.length / fitting)));
  const each = (width - GAP * (columns - 1)) / columns;
  const scale = largestConnectivity(networks);
  const scenes = snapshots.map((snapshot): Scene => {
    const { segments, connectivity } = snapshot;
    const orders = segments.map((segment, s) => networks.order[s] ?? orderByConnectivity(segment, []));
    const none = segments.map(({ nodeLayers }) => nodeLayers.map(() => null));
    const drawing = {
      title: snapshot.label,
      layout: layoutMorphology(segments, orders, { width: each, height: Math.min(280, Math.max(180, 0.75 * each)) }),
      segments,
      connectivity,
      accessible: none,
      live: none,
      thresholds: segments.map(({ matrices }) => matrices.map(({ mean }) => mean)),
      signs: false,
      largest: null,
      dashed: null,
      hues: null,
      palette,
      scale,
    };
    return morphologyScene(drawing, null);
  });
  const rows: Scene[] = [];
  for (let at = 0; at < scenes.length; at += columns) rows.push(sideBySide(scenes.slice(at, at + columns), palette));
  return { ...stacked(rows, GAP / 2, palette), width, title };
}

/** Of all snapshots, so that a node that grows is seen to grow; as `NodeLook.scale`. */
function largestConnectivity({ snapshots }: NetworkSnapshots): number {
  let largest = 1;
  for (const { segments, connectivity } of snapshots) {
    segments.forEach(({ nodeLayers }, s) =>
      nodeLayers.forEach(({ nodes }, layer) => {
        for (const value of connectivity[s]?.[layer] ?? []) largest = Math.max(largest, value * nodes * nodes);
      }),
    );
  }
  return largest;
}
