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

/** One sentence a person can act on: what was read, where it failed, what to do. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
  constructor(
    readonly reason: FailureReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Throws the signal's reason as a `cancelled` error; called between slices of long work. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CheckpointError('cancelled', 'Cancelled.');
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
