import * as vscode from 'vscode';
import type { Services } from './services.js';

/** An error as a toast with the way to the log, and in the log. */
export async function complain(services: Pick<Services, 'log'>, what: string, message: string): Promise<void> {
  await complainOffering(services, what, message, []);
}

/** The same with something to do about it; resolves with what was chosen. */
export async function complainOffering<T extends string>(
  { log }: Pick<Services, 'log'>,
  what: string,
  message: string,
  remedies: readonly T[],
): Promise<T | undefined> {
  const showLog = 'Show log';
  log.error(`${what}: ${message}`);
  const choice = await vscode.window.showErrorMessage<string>(message, ...remedies, showLog);
  if (choice === showLog) log.show();
  return remedies.find((remedy) => remedy === choice);
}
