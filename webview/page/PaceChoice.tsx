import type { ChangeView } from './useView.js';
import { PACES, type Pace } from './viewState.js';

/** How fast the epochs play. */
export function PaceChoice({ pace, change }: { readonly pace: Pace; readonly change: ChangeView }) {
  return (
    <select
      aria-label="Pace"
      title="Pace of playing  < >"
      data-testid="pace"
      value={String(pace)}
      onChange={({ currentTarget }) => change({ pace: PACES.find((one) => String(one) === currentTarget.value) ?? 1 })}
    >
      {PACES.map((one) => (
        <option key={one} value={String(one)}>
          {one}×
        </option>
      ))}
    </select>
  );
}
