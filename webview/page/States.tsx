import type { RunView } from '../../src/protocol/panel.js';

interface FailureProps {
  readonly message: string;
  readonly provider: { readonly live: boolean; showLog(): void };
}

/** Nothing can be drawn: one sentence says why and what to do. */
export function Failure({ message, provider }: FailureProps) {
  return (
    <div class="page">
      <div class="failure" role="alert" data-testid="failure">
        <p>{message}</p>
        {provider.live && (
          <button type="button" onClick={() => provider.showLog()} data-testid="show-log">
            Show log
          </button>
        )}
      </div>
    </div>
  );
}

/** The page before the first numbers: what is known already, in the shape of what is coming. */
export function Waiting({ run }: { readonly run: RunView | null }) {
  const words =
    run === null
      ? 'Looking at the files…'
      : run.epochs.length === 0
        ? 'Waiting for the first checkpoint…'
        : 'Measuring this checkpoint. The drawing appears as soon as its weights are read…';
  return (
    <div class="waiting" data-testid="waiting">
      <p role="status">{words}</p>
      <div class="skeleton" aria-hidden="true">
        {Array.from({ length: 12 }, (_, column) => (
          <span key={column} class="skeleton-column">
            {Array.from({ length: column === 11 ? 1 : 8 }, (__, row) => (
              <i key={row} />
            ))}
          </span>
        ))}
      </div>
    </div>
  );
}
