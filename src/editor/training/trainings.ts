import * as vscode from 'vscode';
import type { LiveTraining } from '../../jobs/liveTraining.js';

/** The trainings of this window by their folder: those at work, and how the others ended. */
export class Trainings implements vscode.Disposable {
  private readonly all = new Map<string, { readonly training: LiveTraining; readonly ended: Promise<unknown> }>();
  private readonly emitter = new vscode.EventEmitter<LiveTraining>();
  /** At most ten times a second for each training. */
  readonly onDidChange = this.emitter.event;

  of(folder: string): LiveTraining | undefined {
    return this.all.get(folder)?.training;
  }

  get atWork(): readonly LiveTraining[] {
    return [...this.all.values()].map(({ training }) => training).filter(({ isAtWork }) => isAtWork);
  }

  /** @param ended settles when nothing is written any more */
  add(training: LiveTraining, ended: Promise<unknown>): void {
    this.all.set(training.folder, { training, ended });
    this.emitter.fire(training);
  }

  /** What its folder tells is then all that is known. */
  forget(training: LiveTraining): void {
    if (this.of(training.folder) !== training) return;
    this.all.delete(training.folder);
    this.emitter.fire(training);
  }

  changed(training: LiveTraining): void {
    this.emitter.fire(training);
  }

  /** Resolves when everything is saved and can be resumed. */
  async stopAll(): Promise<void> {
    for (const { training } of this.all.values()) training.stop();
    await Promise.allSettled([...this.all.values()].map(({ ended }) => ended));
  }

  dispose(): void {
    this.emitter.dispose();
  }
}
