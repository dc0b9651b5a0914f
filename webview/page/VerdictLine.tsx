import { verdictSentence } from '../../src/morphology/verdict.js';
import { reportPrune } from '../morphology/pruning.js';
import { trueMinus } from '../shared/format.js';
import { Unbroken } from '../shared/Unbroken.js';
import type { Measured } from './runState.js';

/** The answer in words, with its null; announced when the epoch changes. */
export function VerdictLine({ checkpoint }: { readonly checkpoint: Measured | null }) {
  const formed = checkpoint?.report.structure.formed ?? null;
  const state = formed === null ? 'unknown' : formed ? 'formed' : 'none';
  return (
    <p class={`verdict verdict-${state}`} role="status" aria-live="polite" data-testid="verdict" data-value={state}>
      {checkpoint === null ? 'Not measured yet.' : <Unbroken text={words(checkpoint)} />}
    </p>
  );
}

function words({ report, sketch }: Measured): string {
  return trueMinus(verdictSentence(report, reportPrune(report, sketch)));
}
