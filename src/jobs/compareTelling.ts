import type { CompareView } from '../protocol/comparePanel.js';
import type { RunView } from '../protocol/panel.js';
import { Told } from './told.js';

/** What a page that compares knows of the view and of the answer. */
export class CompareTelling {
  private readonly toldView = new Told();
  private readonly toldActivity = new Told();
  private readonly toldAnswer = new Told();

  /** What of this view is news: all of it, how far the work is, or nothing. */
  newsOf(view: CompareView): 'view' | 'activity' | null {
    const isNewActivity = this.toldActivity.isNews([view.activity?.text, view.activity?.fraction]);
    if (this.toldView.isNews(partsOf(view))) return 'view';
    return isNewActivity ? 'activity' : null;
  }

  /** @param parts everything that the answer is made of */
  isNewAnswer(parts: readonly unknown[]): boolean {
    return this.toldAnswer.isNews(parts);
  }

  /** The page has loaded anew. */
  forget(): void {
    for (const told of [this.toldView, this.toldActivity, this.toldAnswer]) told.forget();
  }
}

function partsOf({ title, runs, failures, a, b, more, match, data, isPaused }: CompareView): readonly unknown[] {
  return [
    ...[title, match, data, isPaused, ...failures],
    ...[a, b, ...more].flatMap(({ run, index }) => [run, index]),
    ...runs.flatMap(partsOfRun),
  ];
}

/** A session makes its view anew each time; the log and the ensemble in it are those of the last listing of files. */
function partsOfRun({ title, format, producer, epochs, failed, trainingLog, data, ensemble }: RunView) {
  return [
    ...[title, format, producer, trainingLog, data, ensemble, epochs.length],
    ...epochs.flatMap(({ epoch, file, state }) => [epoch, file, state]),
    ...failed.flatMap(({ path, reason }) => [path, reason]),
  ];
}
