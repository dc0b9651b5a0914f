import type { EpochView, RunView } from '../../src/protocol/panel.js';
import { epochName } from '../page/epochName.js';
import { measuredEpochs, type Measured, type RunState } from '../page/runState.js';
import type { Provider } from '../provider/provider.js';

/** What every chart of the metrics view is made from. */
export interface MetricsInput {
  readonly run: RunView;
  readonly state: RunState;
  readonly shown: Measured;
  readonly shownLabel: string;
  /** The first measured epoch, unless it is the one shown. */
  readonly first: Measured | null;
  readonly firstLabel: string;
  readonly provider: Provider;
  readonly copy: (text: string) => Promise<void>;
}

export function metricsInput(state: RunState, run: RunView, shown: Measured, provider: Provider): MetricsInput {
  const first = measuredEpochs(state)[0]?.checkpoint ?? shown;
  return {
    run,
    state,
    shown,
    shownLabel: roleLabel('shown', shown.report),
    first: first === shown ? null : first,
    firstLabel: roleLabel('first', first.report),
    provider,
    copy: (text) => provider.copy(text),
  };
}

/** "first (epoch 1)", "shown (model.h5)"; only epoch 0 is before training. */
export function roleLabel(role: 'first' | 'shown', epoch: Pick<EpochView, 'epoch' | 'file'>): string {
  return `${epoch.epoch === 0 ? 'before training' : role} (${epochName(epoch)})`;
}
