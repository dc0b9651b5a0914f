import type { Series } from './chartSeries.js';

interface LegendProps {
  readonly series: readonly Pick<Series, 'label' | 'look'>[];
  readonly band?: string | undefined;
}

/** Keys as text beside their line and marker, so that they scale and can be read aloud. */
export function Legend({ series, band }: LegendProps) {
  return (
    <p class="legend">
      {series.map(({ label, look }) => (
        <span key={label}>
          <svg viewBox="0 0 24 10" width="24" height="10" aria-hidden="true" class={`key key-${look}`}>
            <path d="M0 5h24" />
            {look === 'before' && <rect x="9" y="2" width="6" height="6" />}
            {look === 'after' && <circle cx="12" cy="5" r="3" />}
            {look === 'second' && <path class="marker" d="m12 1 4 7H8z" />}
          </svg>
          {label}
        </span>
      ))}
      {band !== undefined && (
        <span>
          <svg viewBox="0 0 24 10" width="24" height="10" aria-hidden="true" class="key key-band">
            <rect width="24" height="10" />
          </svg>
          {band}
        </span>
      )}
    </p>
  );
}
