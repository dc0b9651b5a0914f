import type { LayerReport } from '../../src/protocol/report.js';

/** Hidden layers are numbered alike in all charts: 1 is the one after the input. */
export const LAYER_AXIS = 'hidden layer, from the input';

export interface LayerAxis {
  readonly xs: readonly number[];
  readonly xNames: readonly string[];
  /** Positions after which the chain is broken. */
  readonly breaks: ReadonlySet<number>;
}

export function layerAxis(layers: readonly LayerReport[]): LayerAxis {
  const breaks = new Set<number>();
  layers.forEach((layer, index) => {
    const next = layers[index + 1];
    if (next !== undefined && next.segment !== layer.segment) breaks.add(index);
  });
  return { xs: layers.map((_, index) => index + 1), xNames: layers.map(({ name }, i) => `${i + 1} · ${name}`), breaks };
}
