import { CheckpointError } from '../network/failure.js';
import { analyze } from './analyze.js';
import { compare } from './compare.js';
import { formats } from './formats.js';
import { say } from './output.js';
import { reproduce } from './reproduce.js';
import { simulate } from './simulate.js';
import { train } from './train.js';
import { PartlyDoneError, UsageError } from './usage.js';

interface Command {
  readonly usage: string;
  /** What standard output shows is in files too, so that nobody need read it to the end. */
  readonly resultsAreFiles?: boolean;
  run(args: readonly string[], signal: AbortSignal): Promise<void>;
}

/** One file per command; a new command is one line here. */
const commands: Readonly<Record<string, Command>> = {
  analyze,
  compare,
  formats,
  reproduce,
  simulate,
  train,
};

const EXIT = { partlyDone: 1, usage: 2, input: 3, interrupted: 130 } as const;

function help(): string {
  const lines = Object.values(commands).map(({ usage }) => `  morphoscope ${usage.replaceAll('\n', '\n  ')}`);
  return `Morphoscope ${MORPHOSCOPE_VERSION}: the morphology of neural-network weights.\n\n${lines.join('\n\n')}\n`;
}

function commandOf(name: string): Command | undefined {
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader like `head` may close the pipe early; that is its right. What ends in files goes on.
    if (error.code === 'EPIPE') {
      if (name !== undefined && commandOf(name)?.resultsAreFiles === true) return;
      process.exit(0);
    }
    say(`Cannot write to standard output: ${error.message}`);
    process.exit(EXIT.usage);
  });
  // Where standard error is gone there is nobody to tell, and the exit code still says it.
  process.stderr.on('error', () => undefined);
  try {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      process.stdout.write(help());
      return name === undefined ? EXIT.usage : 0;
    }
    if (name === '--version') {
      process.stdout.write(`${MORPHOSCOPE_VERSION}\n`);
      return 0;
    }
    const command = commandOf(name);
    if (command === undefined) {
      throw new UsageError(`There is no command "${name}"; the commands are ${Object.keys(commands).join(', ')}.`);
    }
    if (args.includes('--help')) {
      process.stdout.write(`morphoscope ${command.usage}\n`);
      return 0;
    }
    await command.run(args, interrupt.signal);
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) {
      say('Interrupted.');
      return EXIT.interrupted;
    }
    if (error instanceof UsageError || (error instanceof CheckpointError && error.reason === 'absent-epoch')) {
      say(error.message);
      return EXIT.usage;
    }
    if (error instanceof PartlyDoneError) {
      say(error.message);
      return EXIT.partlyDone;
    }
    if (error instanceof CheckpointError) {
      say(error.message);
      return EXIT.input;
    }
    throw error;
  }
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
