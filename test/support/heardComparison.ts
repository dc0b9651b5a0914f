import type { CompareListener } from '../../src/jobs/compareSession.js';
import type { CompareView } from '../../src/protocol/comparePanel.js';

type Answer = Parameters<CompareListener['compared']>[0];

/** All that a comparison tells its page, in order. */
export class HeardComparison implements CompareListener {
  /** Each as the page has it then: of a view, or with another activity. */
  readonly views: CompareView[] = [];
  readonly answers: Answer[] = [];
  readonly failures: string[] = [];
  /** `run/index` */
  readonly checkpoints: string[] = [];

  view(view: CompareView): void {
    this.views.push(view);
  }

  activity(activity: CompareView['activity']): void {
    const view = this.views.at(-1);
    if (view === undefined) throw new Error('An activity came before a view.');
    this.views.push({ ...view, activity });
  }

  checkpoint(run: number, index: number): void {
    this.checkpoints.push(`${run}/${index}`);
  }

  compared(answer: Answer): void {
    this.answers.push(answer);
  }

  failure(message: string, isNews: boolean): void {
    this.failures.push(isNews ? message : `again: ${message}`);
  }

  follows(): void {
    // Nothing is watched here.
  }

  get last(): Answer | undefined {
    return this.answers.at(-1);
  }

  rests(): boolean {
    return this.views.at(-1)?.activity === null;
  }

  /** Epochs of the answer that came last. */
  get epochs(): readonly (number | null)[] | null {
    const { comparison } = this.last ?? {};
    return comparison == null ? null : [comparison.a.epoch, comparison.b.epoch];
  }

  async untilCompared(a: number, b: number): Promise<void> {
    await this.until(() => String(this.epochs) === `${a},${b}`, `epoch ${a} compared with epoch ${b}`);
  }

  async until(condition: () => boolean, what: string): Promise<void> {
    const end = Date.now() + 60_000;
    while (!condition()) {
      const { views, last, failures } = this;
      if (Date.now() > end)
        throw new Error(`Never happened: ${what}. Last: ${JSON.stringify([views.at(-1), last, failures])}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}
