import type { TrainingView } from '../../src/protocol/panel.js';
import type { Provider } from '../provider/provider.js';
import { formatNumber } from '../shared/format.js';
import { trainingWords } from './trainingWords.js';

interface TrainingLineProps {
  readonly training: TrainingView;
  /** The kept epochs of this training are played because it was too short to be watched. */
  readonly isPlaying: boolean;
  readonly provider: Provider;
}

/** Where the training of the run stands, and what can be done about it. */
export function TrainingLine({ training, isPlaying, provider }: TrainingLineProps) {
  const { status, unit, done, total, loss, score } = training;
  const isAtWork = status === 'preparing' || status === 'training' || status === 'stopping';
  const words = trainingWords(training, isPlaying);
  return (
    <div class="training" data-testid="training" data-value={status}>
      <span class="training-words" role="status" data-testid="training-words">
        {words}
      </span>
      {isAtWork && (
        <progress
          aria-label={words}
          max={total ?? 1}
          {...(done === null ? {} : { value: done })}
          data-testid="training-epoch"
          data-value={done ?? ''}
        />
      )}
      {isAtWork && loss !== null && (
        <span class="log-values">
          <span>
            loss <span class="value">{formatNumber(loss)}</span>
          </span>
          {score !== null && (
            <span>
              {score.name} <span class="value">{formatNumber(score.value)}</span>
            </span>
          )}
        </span>
      )}
      {provider.live && <Buttons status={status} isOne={unit === 'epoch'} provider={provider} />}
    </div>
  );
}

interface ButtonsProps {
  readonly status: TrainingView['status'];
  /** Of an ensemble there is no one model to export. */
  readonly isOne: boolean;
  readonly provider: Provider;
}

function Buttons({ status, isOne, provider }: ButtonsProps) {
  const canStop = status === 'preparing' || status === 'training';
  const canResume = status === 'stopped' || status === 'interrupted';
  return (
    <span class="training-buttons">
      {canStop && (
        <button type="button" onClick={() => provider.stopTraining()} data-testid="training-stop">
          Stop
        </button>
      )}
      {canResume && (
        <button type="button" onClick={() => provider.resumeTraining()} data-testid="training-resume">
          Resume
        </button>
      )}
      <button type="button" class="quiet" onClick={() => provider.openFolder()} data-testid="training-open">
        Open folder
      </button>
      {isOne && (
        <button type="button" class="quiet" onClick={() => provider.exportModel()} data-testid="training-export">
          Export as TensorFlow.js
        </button>
      )}
    </span>
  );
}
