import type { Measured, RunState } from '../page/runState.js';
import type { Provider } from '../provider/provider.js';
import { AccessibleCard } from './AccessibleCard.js';
import { AutocorrelationCard } from './AutocorrelationCard.js';
import { CorrelationByEpochCard } from './CorrelationByEpochCard.js';
import { EmbeddingCard } from './EmbeddingCard.js';
import { HistogramsCard } from './HistogramsCard.js';
import { IncrementsCard } from './IncrementsCard.js';
import { InOutCard } from './InOutCard.js';
import { AmplitudeCard, EntropyCard, WidthCard } from './layerCards.js';
import { metricsInput } from './metricsInput.js';
import { TrainingCards } from './TrainingCards.js';
import { WeightMapsCard } from './WeightMapsCard.js';

interface MetricsViewProps {
  readonly state: RunState;
  readonly checkpoint: Measured;
  readonly provider: Provider;
}

/** Every chart of the checkpoint shown, each with its null where it has one. */
export function MetricsView({ state, checkpoint, provider }: MetricsViewProps) {
  if (state.run === null) return null;
  const input = metricsInput(state, state.run, checkpoint, provider);
  return (
    <section class="metrics" aria-label="Metrics" data-testid="metrics">
      <InOutCard input={input} />
      <HistogramsCard input={input} />
      <WeightMapsCard input={input} />
      <AccessibleCard input={input} />
      <WidthCard input={input} />
      <EntropyCard input={input} />
      <AmplitudeCard input={input} />
      <IncrementsCard input={input} />
      <AutocorrelationCard input={input} />
      <EmbeddingCard input={input} />
      <CorrelationByEpochCard input={input} />
      <TrainingCards input={input} />
    </section>
  );
}
