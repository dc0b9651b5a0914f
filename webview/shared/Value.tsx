import { formatNumber } from './format.js';

interface ValueProps {
  readonly value: number | null | undefined;
  /** Said on hover where the value is undefined. */
  readonly reason?: string | undefined;
  readonly id?: string | undefined;
  readonly format?: ((value: number) => string) | undefined;
}

/** One number: rounded for the eye, in full in `data-value`. */
export function Value({ value, reason, id, format = formatNumber }: ValueProps) {
  const known = value !== null && value !== undefined;
  return (
    <span class="value" data-testid={id} data-value={known ? String(value) : ''} title={known ? String(value) : reason}>
      {known ? format(value) : '–'}
    </span>
  );
}
