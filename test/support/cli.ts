import { spawn, type ChildProcess } from 'node:child_process';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  /** Without lines of progress, which depend on how busy the machine is. */
  readonly stderr: string;
}

/** What the command line says beside its progress. */
export function withoutProgress(stderr: string): string {
  return stderr.replaceAll(/^\d+ %: .*\n/gm, '');
}

/** The built command line as a user starts it. */
export function cli(args: readonly string[], onStart?: (child: ChildProcess) => void): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['dist/cli.js', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr: withoutProgress(stderr) }));
    onStart?.(child);
  });
}
