import { useMemo } from 'preact/hooks';
import type { CheckpointSketch, Prune } from '../../src/protocol/sketch.js';
import { formatNumber, formatShare } from '../shared/format.js';
import { Term } from '../shared/Term.js';
import type { PruneReading } from './pruneReading.js';
import { thresholdsOf } from './pruning.js';

interface PruneControlProps {
  readonly sketch: CheckpointSketch;
  readonly prune: Prune;
  readonly reading: PruneReading;
  readonly onPrune: (prune: Prune) => void;
}

/** Steps of the slider: finer than a hand can place it. */
const STEPS = 400;

/** The threshold below which weights are cut: the mean or median of each matrix, or one value for all. */
export function PruneControl({ sketch, prune, reading, onPrune }: PruneControlProps) {
  const { average, largest, smallest, most } = useMemo(() => {
    const matrices = sketch.segments.flatMap((segment) => segment.matrices);
    const values = sketch.segments.flatMap((segment) => thresholdsOf(segment, prune)).filter((value) => value !== null);
    const sum = values.reduce((total, value) => total + value, 0);
    return {
      average: values.length === 0 ? 0 : sum / values.length,
      smallest: Math.min(...values),
      most: Math.max(...values),
      largest: Math.max(1e-12, ...matrices.map(({ maxAbs }) => maxAbs)),
    };
  }, [sketch, prune]);
  // Weights crowd near 0, so the slider's first half covers the lowest quarter.
  const position = Math.round(STEPS * Math.sqrt(Math.min(1, average / largest)));
  const shown =
    typeof prune === 'number' || smallest === most
      ? formatNumber(average, 3)
      : `${formatNumber(smallest, 2)} to ${formatNumber(most, 2)}`;
  return (
    <span class="prune">
      <label>
        <Term name="accessible">Prune below</Term>{' '}
        <select
          value={typeof prune === 'number' ? 'value' : prune}
          data-testid="prune-rule"
          aria-label="Prune below"
          onChange={({ currentTarget: { value } }) =>
            onPrune(value === 'mean' || value === 'median' ? value : Number(average.toPrecision(3)))
          }
        >
          <option value="mean">mean |w|</option>
          <option value="median">median |w|</option>
          <option value="value">a value</option>
        </select>
      </label>
      <input
        type="range"
        min={0}
        max={STEPS}
        value={position}
        aria-label="Pruning threshold"
        aria-valuetext={`|w| ${shown}`}
        data-testid="prune-slider"
        onInput={({ currentTarget: { value } }) =>
          onPrune(Number((largest * (Number(value) / STEPS) ** 2).toPrecision(3)))
        }
      />
      <output data-testid="prune-threshold" data-value={typeof prune === 'number' ? prune : prune}>
        {shown}
      </output>
      <output class="reading" data-testid="prune-reading" data-value={reading.accessible ?? ''}>
        accessible {reading.accessible ?? '…'}
        {reading.kept !== null && (
          <>
            {' '}
            · kept{' '}
            <span data-testid="prune-kept" data-value={reading.kept}>
              {formatShare(reading.kept)}
            </span>
          </>
        )}
      </output>
    </span>
  );
}
