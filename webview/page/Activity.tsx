import type { RunView } from '../../src/protocol/panel.js';
import type { Provider } from '../provider/provider.js';

/** What the extension is doing, in words, with a way to stop it. */
export function Activity({ run, provider }: { readonly run: RunView; readonly provider: Provider }) {
  const { activity } = run;
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
