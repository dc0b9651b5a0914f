import type { RunView } from '../../src/protocol/panel.js';
import { measuredEpochs, type Measured, type RunState } from '../page/runState.js';
import type { Provider } from '../provider/provider.js';
import { formatCount } from '../shared/format.js';

/** What every chart of the metrics view is made from. */
export interface MetricsInput {
  readonly run: RunView;
  readonly state: RunState;
  /** The epoch shown: "after". */
  readonly after: Measured;
  readonly afterLabel: string;
  /** The first measured epoch, unless it is the one shown. */
  readonly before: Measured | null;
  readonly beforeLabel: string;
  readonly provider: Provider;
  readonly copy: (text: string) => Promise<void>;
}

export function metricsInput(state: RunState, run: RunView, after: Measured, provider: Provider): MetricsInput {
  const first = measuredEpochs(state)[0]?.checkpoint ?? after;
  return {
    run,
    state,
    after,
    afterLabel: epochLabel(after),
    before: first === after ? null : first,
    beforeLabel: epochLabel(first),
    provider,
    copy: (text) => provider.copy(text),
  };
}

export function epochLabel({ report }: Measured): string {
  return report.epoch === null ? 'this checkpoint' : `epoch ${formatCount(report.epoch)}`;
}
