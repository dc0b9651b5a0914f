import type { FiguresView } from '../../src/protocol/figuresPanel.js';
import type { FiguresProvider } from '../provider/figuresProvider.js';
import { announcedText, statusText } from './figuresWords.js';

interface FiguresHeaderProps {
  readonly view: FiguresView;
  readonly failure: string | null;
  readonly provider: FiguresProvider;
}

/** What is reproduced, where it lies, and how far it is. */
export function FiguresHeader({ view, failure, provider }: FiguresHeaderProps) {
  const { title, folder, options, notes } = view;
  return (
    <>
      <header class="header">
        <h1 class="facts">
          <span class="title" data-testid="title">
            {title}
          </span>
          <span class="folder" title={folder} data-testid="folder">
            {folder}
          </span>
          <span>{options.datasets.join(', ')}</span>
          <span>seed {options.seed}</span>
          {!options.aboveMedian && <span>all networks</span>}
        </h1>
        <div class="actions">
          <button type="button" class="quiet" data-testid="open-folder" onClick={() => provider.openFolder()}>
            Open folder
          </button>
          <button type="button" class="quiet" data-testid="show-log" onClick={() => provider.showLog()}>
            Show log
          </button>
        </div>
      </header>
      <Progress view={view} provider={provider} />
      {failure !== null && (
        <p class="figures-failure" role="alert" data-testid="failure">
          {failure}
        </p>
      )}
      {notes.length > 0 && (
        <ul class="notes" data-testid="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Progress({ view, provider }: Pick<FiguresHeaderProps, 'view' | 'provider'>) {
  const { status, networks, activity } = view;
  const text = statusText(view);
  return (
    <div class="training" data-testid="figures-status" data-value={status}>
      <span class="training-words">{text}</span>
      <span class="unseen" role="status" data-testid="announced">
        {announcedText(view)}
      </span>
      {status === 'running' && (
        <>
          <progress
            aria-label={networks.total === 0 ? 'Progress' : 'Networks that are there'}
            max={1}
            {...(activity?.fraction == null ? {} : { value: activity.fraction })}
          />
          <button type="button" data-testid="cancel" onClick={() => provider.cancel()}>
            Cancel
          </button>
        </>
      )}
      {(status === 'stopped' || status === 'failed') && (
        <button type="button" data-testid="resume" onClick={() => provider.resume()}>
          Go on
        </button>
      )}
      <span class="unseen" data-testid="networks-done" data-value={networks.done} data-total={networks.total} />
    </div>
  );
}
