/** Why an input could not be read; code switches on it, people read the message. */
export type FailureReason =
  | 'missing'
  | 'permission'
  | 'empty'
  | 'truncated'
  | 'corrupt'
  | 'not-a-checkpoint'
  | 'unsupported-format'
  | 'too-large'
  | 'unsafe-path'
  | 'timeout'
  | 'crashed'
  | 'out-of-memory'
  /** A mistake of ours, not of the file. */
  | 'bug'
  | 'changed'
  | 'ambiguous'
  | 'absent-epoch'
  | 'bad-data'
  | 'usage'
  /** The disk or the quota is full. */
  | 'disk-full'
  /** Another process is at work there. */
  | 'in-use'
  /** A download failed, or what came is not what was expected. */
  | 'download'
  | 'cancelled';

/** Names in a file may be megabytes long; no sentence is. */
const MAX_SENTENCE = 1200;
/** What is kept of a longer one: what it is about, and the remedy at its end. */
const [KEPT_START, KEPT_END] = [800, 300];

/** One sentence a person can act on: what was read, where it failed, what to do. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
  constructor(
    readonly reason: FailureReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(shortened(message), options);
  }
}

function shortened(sentence: string): string {
  if (sentence.length <= MAX_SENTENCE) return sentence;
  return `${sentence.slice(0, KEPT_START)}…${sentence.slice(-KEPT_END)}`;
}

/** Throws the signal's reason as a `cancelled` error; called between slices of long work. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CheckpointError('cancelled', 'Cancelled.');
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
