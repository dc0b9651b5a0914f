import { createInterface } from 'node:readline/promises';
import { printable } from '../report/printable.js';

/** Asks on a terminal, where only a clear yes counts; null where nobody sits at one. */
export function consentOnTerminal(signal: AbortSignal): ((question: string) => Promise<boolean>) | null {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return null;
  return async (question) => {
    const prompt = createInterface({ input: stdin, output: stderr });
    try {
      return /^y(es)?$/i.test((await prompt.question(`${printable(question)} [y/N] `, { signal })).trim());
    } finally {
      prompt.close();
    }
  };
}
