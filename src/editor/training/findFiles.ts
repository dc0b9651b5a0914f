import * as vscode from 'vscode';
import type { TrainRun } from '../../jobs/trainRun.js';
import { CheckpointError } from '../../network/failure.js';
import type { DownloadProgress } from '../../protocol/training.js';
import { complainOffering } from '../complain.js';
import { pickFolder } from '../dialog/pickFolder.js';
import type { Services } from '../services.js';

export interface DataFiles {
  /** Absolute path of the folder that the user named; null for none. */
  readonly dataFolder: string | null;
  readonly files: readonly string[];
}

const FOLDERS = 'morphoscope.dataFolders';
const DOWNLOAD = 'Download';
const CHOOSE = 'Choose a folder…';

/**
 * The original files of a data set: in the folder named last, in global storage, in a folder that the user names now, or
 * downloaded once the user agrees.
 * @param dataFolder where a resumed run had them
 * @returns null when the user turned away
 * @throws {CheckpointError} what downloading gives
 */
export async function findFiles(
  services: Services,
  run: TrainRun,
  dataset: string,
  dataFolder: string | null,
): Promise<DataFiles | null> {
  const memory = services.context.workspaceState;
  const remembered = memory.get<Readonly<Record<string, string>>>(FOLDERS) ?? {};
  const cache = services.datasets;
  let folder = dataFolder ?? remembered[dataset] ?? null;
  for (;;) {
    const download = new Download();
    try {
      const files = await run.findData(
        { dataset, dataFolder: folder, cache },
        { consent: (question) => download.agreed(question), signal: download.signal, onProgress: download.progress },
      );
      if (folder !== null) await memory.update(FOLDERS, { ...remembered, [dataset]: folder });
      return { dataFolder: folder, files };
    } catch (error) {
      if (download.answer === CHOOSE) folder = await pickDataFolder();
      else if (download.answer === undefined && folder !== null && isMissing(error)) {
        const remedies = [CHOOSE, DOWNLOAD] as const;
        const remedy = await complainOffering(services, dataset, error.message, remedies);
        folder = remedy === CHOOSE ? await pickDataFolder() : null;
        if (remedy === undefined) return null;
        if (remedy === DOWNLOAD) continue;
      } else if (download.answer === DOWNLOAD && !download.signal.aborted) throw error;
      else if (download.answer === undefined && !isMissing(error)) throw error;
      else return null;
      if (folder === null) return null;
    } finally {
      download.end();
    }
  }
}

function isMissing(error: unknown): error is CheckpointError {
  return error instanceof CheckpointError && error.reason === 'missing';
}

function pickDataFolder(): Promise<string | null> {
  return pickFolder('The folder with the original files', 'Use this folder');
}

/** The question before a download, and its progress with a way to cancel once it is answered with yes. */
class Download {
  answer: typeof DOWNLOAD | typeof CHOOSE | undefined;
  private readonly abort = new AbortController();
  private report: (progress: DownloadProgress) => void = () => undefined;
  private finish: () => void = () => undefined;

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  async agreed(question: string): Promise<boolean> {
    this.answer = await vscode.window.showInformationMessage(question, { modal: true }, DOWNLOAD, CHOOSE);
    if (this.answer !== DOWNLOAD) return false;
    const options = { location: vscode.ProgressLocation.Notification, title: 'Downloading', cancellable: true };
    void vscode.window.withProgress(options, (progress, token) => {
      token.onCancellationRequested(() => this.abort.abort());
      this.report = ({ name, received, total }) =>
        progress.report({
          message: `${name}: ${megabytes(received)}${total === null ? '' : ` of ${megabytes(total)}`}`,
        });
      return new Promise<void>((resolve) => (this.finish = resolve));
    });
    return true;
  }

  readonly progress = (progress: DownloadProgress): void => this.report(progress);

  end(): void {
    this.finish();
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}
