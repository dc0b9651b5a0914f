/** What an increment needs to know of a hidden layer. */
export interface LayerLevel {
  readonly name: string;
  readonly segment: number;
  readonly nodes: number;
  /** Outputs of the matrix that leads on from it. */
  readonly nextColumns: number;
  /** True for the last hidden layer of its segment. */
  readonly last: boolean;
  /** A normalised quantity; null where it is not defined. */
  readonly value: number | null;
}

/** value(p + 1) - value(p) for each pair of successive hidden layers; null where `whyNoIncrement` has a reason. */
export function increments(layers: readonly LayerLevel[]): (number | null)[] {
  return layers.slice(1).map((after, index) => {
    const before = layers[index];
    if (before === undefined || whyNoIncrement(before, after) !== null) return null;
    return (after.value ?? 0) - (before.value ?? 0);
  });
}

/** Why two successive layers cannot be compared; null when they can. */
export function whyNoIncrement(before: LayerLevel, after: LayerLevel): string | null {
  if (before.segment !== after.segment) return 'the chain breaks between them';
  if (before.nodes !== after.nodes) return `the width changes from ${before.nodes} to ${after.nodes}`;
  if (after.last && after.nextColumns < 2) return `${after.name} leads to a single node`;
  if (before.value === null) return `${before.name} has no value`;
  if (after.value === null) return `${after.name} has no value`;
  return null;
}
