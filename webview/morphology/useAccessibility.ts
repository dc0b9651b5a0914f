import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Prune } from '../../src/protocol/sketch.js';
import type { Accessibility } from '../../src/protocol/worker.js';
import type { Measured } from '../page/runState.js';
import type { Provider } from '../provider/provider.js';
import { reportPrune, toldAccessibility } from './pruning.js';

export interface AccessibleNodes {
  readonly masks: Accessibility | null;
  /** Why there are none, or that they are on their way. */
  readonly note: string | null;
}

interface Answer {
  readonly key: string;
  readonly nodes: AccessibleNodes;
}

/** While a slider moves, only the place where it rests is worth reading a file for. */
const DEBOUNCE = 180;

/** Which nodes stay accessible: at once from the drawn edges where they tell, else from the host. */
export function useAccessibility(
  checkpoint: Measured,
  index: number,
  prune: Prune,
  provider: Provider,
): AccessibleNodes {
  const local = useMemo<AccessibleNodes | null>(() => {
    const { report, sketch } = checkpoint;
    const masks = toldAccessibility(sketch, prune, reportPrune(report, sketch) === prune);
    return masks === null ? null : { masks, note: null };
  }, [checkpoint, prune]);
  const key = `${index} ${checkpoint.report.file} ${prune}`;
  const [answer, setAnswer] = useState<Answer | null>(null);

  useEffect(() => {
    if (local !== null) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      provider.prune(index, prune, abort.signal).then(
        (masks) => setAnswer({ key, nodes: { masks, note: null } }),
        (error: unknown) => {
          if (abort.signal.aborted) return;
          const note = error instanceof Error ? error.message : String(error);
          setAnswer({ key, nodes: { masks: null, note } });
        },
      );
    }, DEBOUNCE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [local, key, index, prune, provider]);

  if (local !== null) return local;
  return answer?.key === key ? answer.nodes : { masks: null, note: 'Counting accessible nodes…' };
}
