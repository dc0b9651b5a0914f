import type { Measured } from './runState.js';
import { verdictSentence } from '../../src/morphology/verdict.js';

/** The answer in words, with its null; announced when the epoch changes. */
export function VerdictLine({ checkpoint }: { readonly checkpoint: Measured | null }) {
  const formed = checkpoint?.report.structure.formed ?? null;
  const state = formed === null ? 'unknown' : formed ? 'formed' : 'none';
  return (
    <p class={`verdict verdict-${state}`} role="status" aria-live="polite" data-testid="verdict" data-value={state}>
      {checkpoint === null ? 'Not measured yet.' : verdictSentence(checkpoint.report)}
    </p>
  );
}
