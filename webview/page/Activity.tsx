import type { RunView } from '../../src/protocol/panel.js';

interface ActivityProps {
  readonly activity: RunView['activity'];
  readonly provider: { readonly live: boolean; cancel(): void };
}

/** What the extension is doing, in words, with a way to stop it. */
export function Activity({ activity, provider }: ActivityProps) {
  if (activity === null) return null;
  return (
    <div class="activity" data-testid="activity">
      <span role="status" class="activity-text" title={activity.text}>
        {activity.text}
      </span>
      {activity.fraction === null ? (
        <progress aria-label={activity.text} />
      ) : (
        <progress aria-label={activity.text} max={1} value={activity.fraction} />
      )}
      {provider.live && (
        <button type="button" onClick={() => provider.cancel()} data-testid="cancel">
          Cancel
        </button>
      )}
    </div>
  );
}
