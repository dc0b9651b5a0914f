import type { Series } from './chartSeries.js';

interface LegendProps {
  readonly series: readonly Pick<Series, 'label' | 'look' | 'nth'>[];
  readonly band?: string | undefined;
}

/** The markers of further series, as the chart draws them. */
const FURTHER = [
  'm12 1 4 7H8z',
  'm12 1 4 4-4 4-4-4z',
  'M12 1v8M8 5h8M9 2l6 6M15 2l-6 6',
  'M12 1v8M8 5h8',
  'M9 2l6 6M15 2l-6 6',
  'M9 2h6v6H9z',
];

/** Keys as text beside their line and marker, so that they scale and can be read aloud. */
export function Legend({ series, band }: LegendProps) {
  return (
    <p class="legend">
      {series.map(({ label, look, nth = 0 }) => (
        <span key={label}>
          <svg viewBox="0 0 24 10" width="24" height="10" aria-hidden="true" class={`key key-${look}`}>
            <path d="M0 5h24" />
            {look === 'before' && <rect x="9" y="2" width="6" height="6" />}
            {look === 'after' && <circle cx="12" cy="5" r="3" />}
            {look === 'further' && <path class="marker" d={FURTHER[nth % FURTHER.length]} />}
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
