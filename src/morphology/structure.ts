/** Below this many nodes no verdict is given. */
export const LEAST_NODES = 20;
const LEVEL = 0.01;
/** The effect size is this project's choice; the paper publishes no criterion. */
const LEAST_R = 0.5;

export interface StructureVerdict {
  readonly formed: boolean | null;
  /** The in/out correlation r. */
  readonly statistic: number | null;
  readonly p: number | null;
  readonly why: string;
}

/** Whether a channel has formed: p < 0.01 and r >= 0.5 of the in/out correlation; null when it cannot be judged. */
export function structure(r: number | null, p: number | null, nodes: number): StructureVerdict {
  const judged = (formed: boolean | null, why: string): StructureVerdict => ({ formed, statistic: r, p, why });
  if (nodes === 0) return judged(null, 'no hidden layer has in- and outFractions that can vary');
  if (nodes < LEAST_NODES) return judged(null, `only ${nodes} of the ${LEAST_NODES} nodes it takes`);
  if (r === null || p === null)
    return judged(null, 'all nodes have the same in- or outFraction, so nothing can correlate');
  if (p >= LEVEL) return judged(false, `in- and outFraction correlate no more than chance allows (p >= ${LEVEL})`);
  if (r < LEAST_R) return judged(false, `in- and outFraction correlate, but weakly (r < ${LEAST_R})`);
  return judged(true, `in- and outFraction correlate strongly (r >= ${LEAST_R}) and beyond chance (p < ${LEVEL})`);
}
