import { join } from 'node:path';
import { decidingStatistic } from '../drawing/figureStatistics.js';
import { duration } from '../jobs/duration.js';
import { CheckpointError } from '../network/failure.js';
import type { FigureDocument, FigureId } from '../protocol/figure.js';
import type { ReproductionProgress, ReproductionResult } from '../protocol/reproduction.js';
import { shortly } from '../report/shortly.js';
import { say } from './output.js';
import type { progressBar } from './progress.js';
import { PartlyDoneError } from './usage.js';

/** What a reproduction says while it runs and in the end: a line of standard output for each figure as soon as it is made. */
export class FigureLines {
  private readonly printed = new Map<FigureId, string>();

  /** @param figures how many there will be */
  constructor(
    private readonly figures: number,
    private readonly bar: ReturnType<typeof progressBar>,
  ) {}

  show({ networks: { done, total, secondsLeft }, text, figure }: ReproductionProgress): void {
    if (figure?.preliminary === false) this.print(figure.document);
    const left = secondsLeft === null || secondsLeft === 0 ? '' : `, ${duration(secondsLeft)} left`;
    if (total > 0) this.bar.show({ done, total, what: `networks${left}; ${text}` });
    else this.bar.show({ done: this.printed.size, total: this.figures, what: `figures; ${text}` });
  }

  /**
   * @throws {CheckpointError} `cancelled` when it was stopped
   * @throws {PartlyDoneError} when a figure or a network is missing
   */
  end({ status, documents, networks, notes }: ReproductionResult, out: string): void {
    this.bar.clear();
    for (const note of notes) say(note);
    for (const document of documents) this.print(document);
    if (status === 'stopped') {
      say(`Stopped after ${networks.trained + networks.found} networks; go on with the same command.`);
      throw new CheckpointError('cancelled', 'Cancelled.');
    }
    const counts = `${networks.trained} networks trained, ${networks.found} found`;
    const made = `${counts}; what was made is in ${join(out, 'reproduction.md')}.`;
    const missing = this.figures - documents.length;
    if (missing > 0) throw new PartlyDoneError(`${missing} of ${this.figures} figures could not be made. ${made}`);
    const failed = networks.failed === 1 ? '1 network' : `${networks.failed} networks`;
    if (networks.failed > 0) throw new PartlyDoneError(`${failed} could not be trained. ${made}`);
    say(made);
  }

  /** With why beneath it where it does not agree. Again only where all figures together gave it another verdict. */
  private print(document: FigureDocument): void {
    const text = line(document);
    const before = this.printed.get(document.figure);
    if (before === text) return;
    this.printed.set(document.figure, text);
    this.bar.clear();
    const { verdict, why } = document;
    const reason = verdict === null || verdict === 'agrees' || verdict === 'pass' ? '' : `    ${why}\n`;
    process.stdout.write(`${text}${before === undefined ? '' : '  (judged with all figures)'}\n${reason}`);
  }
}

/** `2e  agrees  in/out r, end minus start (clusters) = 0.71 (null 0.0034)` */
function line(document: FigureDocument): string {
  const { figure, verdict, title } = document;
  const deciding = decidingStatistic(document);
  const nothing = deciding?.null == null ? '' : ` (null ${shortly(deciding.null.mean)})`;
  const value = deciding?.value == null ? title : `${deciding.name} = ${shortly(deciding.value)}${nothing}`;
  return [figure, verdict ?? 'none', value].join('  ');
}
