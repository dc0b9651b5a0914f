import * as vscode from 'vscode';

/** What works into a folder for a while: a training, a reproduction. */
export interface Job {
  /** Absolute path. */
  readonly folder: string;
  readonly isAtWork: boolean;
  /** It ends soon, with everything saved. */
  stop(): void;
}

/** The jobs of one kind in this window by their folder: those at work, and how the others ended. */
export class JobsAtWork<J extends Job> implements vscode.Disposable {
  private readonly all = new Map<string, { readonly job: J; readonly ended: Promise<unknown> }>();
  private readonly emitter = new vscode.EventEmitter<J>();
  /** At most ten times a second for each job. */
  readonly onDidChange = this.emitter.event;

  of(folder: string): J | undefined {
    return this.all.get(folder)?.job;
  }

  get atWork(): readonly J[] {
    return [...this.all.values()].map(({ job }) => job).filter(({ isAtWork }) => isAtWork);
  }

  /** @param ended settles when nothing is written any more */
  add(job: J, ended: Promise<unknown>): void {
    this.all.set(job.folder, { job, ended });
    this.emitter.fire(job);
  }

  /** What its folder tells is then all that is known. */
  forget(job: J): void {
    if (this.of(job.folder) !== job) return;
    this.all.delete(job.folder);
    this.emitter.fire(job);
  }

  changed(job: J): void {
    this.emitter.fire(job);
  }

  /** Resolves when everything is saved and can be gone on with. */
  async stopAll(): Promise<void> {
    for (const { job } of this.all.values()) job.stop();
    await Promise.allSettled([...this.all.values()].map(({ ended }) => ended));
  }

  dispose(): void {
    this.emitter.dispose();
  }
}
