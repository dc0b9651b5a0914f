import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { CheckpointError, messageOf } from '../network/failure.js';
import type { MetricsRow } from './metrics.js';
import type { TrainerState } from './trainer.js';

/** What a run goes on from. */
export interface SavedState {
  readonly state: TrainerState;
  /** Rows of all epochs so far, so that `metrics.csv` never lags behind. */
  readonly rows: readonly MetricsRow[];
  /** Of the run's deciding settings and data (`configurationHash`). */
  readonly configuration: string;
}

/**
 * `state.bin`: magic, version and header length as little-endian 32-bit integers, a JSON header padded to 8 bytes, then
 * float32 parameters and moments, int32 order, float64 rows (NaN for null), and the SHA-256 of all that.
 */
const MAGIC = 'MORPHRUN';
const VERSION = 1;
const PREFIX = 16;
const DIGEST = 32;
const ROW = 5;
/** Optimizers keep up to three numbers a weight. */
const MOST_MOMENTS = 16;

interface Header {
  readonly configuration: string;
  readonly epoch: number;
  readonly steps: number;
  readonly random: readonly number[];
  readonly parameters: number;
  readonly moments: number;
  readonly order: number;
  readonly rows: number;
  /** Cells of `rows` that are null, not NaN: a diverging run has both. */
  readonly empty: readonly number[];
}

export function encodeState({ state, rows, configuration }: SavedState): Uint8Array {
  const cells = rows.flatMap(({ epoch, loss, score, valLoss, valScore }) => [epoch, loss, score, valLoss, valScore]);
  const header: Header = {
    configuration,
    epoch: state.epoch,
    steps: state.steps,
    random: state.random,
    parameters: state.parameters.length,
    moments: state.moments.length,
    order: state.order.length,
    rows: rows.length,
    empty: cells.flatMap((value, i) => (value === null ? [i] : [])),
  };
  const json = Buffer.from(JSON.stringify(header), 'utf8');
  const text = Buffer.alloc(Math.ceil(json.length / 8) * 8, ' ');
  json.copy(text);
  const prefix = Buffer.alloc(PREFIX);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(VERSION, 8);
  prefix.writeUInt32LE(text.length, 12);
  const values = [state.parameters, ...state.moments, state.order].map((array) => little(array, 4));
  const table = little(
    Float64Array.from(cells, (value) => value ?? NaN),
    8,
  );
  const body = Buffer.concat([prefix, text, ...values, table]);
  return Buffer.concat([body, digest(body)]);
}

/** @throws {CheckpointError} `corrupt`, `truncated`, `unsupported-format` for a version that is not known */
export function decodeState(bytes: Uint8Array, name: string): SavedState {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (whole.length < PREFIX + DIGEST || whole.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw unusable('corrupt', name, 'is no saved state of a training');
  }
  const version = whole.readUInt32LE(8);
  if (version !== VERSION) {
    throw new CheckpointError(
      'unsupported-format',
      `${name} is of version ${version}, and this Morphoscope knows version ${VERSION} only; resume with the Morphoscope that began the run.`,
    );
  }
  const body = whole.subarray(0, -DIGEST);
  if (!digest(body).equals(whole.subarray(-DIGEST))) {
    throw unusable('corrupt', name, 'is damaged or cut short: its checksum does not fit');
  }
  const length = whole.readUInt32LE(12);
  const header = parseHeader(body.subarray(PREFIX, PREFIX + length), name);
  // The checksum says that nothing was damaged, not who wrote it, and these sizes decide how much memory is asked for.
  if (!isSound(header) || PREFIX + length + bytesOf(header) !== body.length) {
    throw unusable('truncated', name, 'holds other values than it says');
  }
  let at = PREFIX + length;
  const take = (bytesLong: number): Buffer => {
    at += bytesLong;
    return body.subarray(at - bytesLong, at);
  };
  const floats = (): Float32Array => new Float32Array(native(take(header.parameters * 4), 4));
  const parameters = floats();
  const moments = Array.from({ length: header.moments }, floats);
  const order = new Int32Array(native(take(header.order * 4), 4));
  const cells = new Float64Array(native(take(header.rows * ROW * 8), 8));
  const { epoch, steps, random, configuration } = header;
  return {
    state: { epoch, steps, parameters, moments, order, random },
    rows: rowsOf(cells, new Set(header.empty)),
    configuration,
  };
}

function isSound({ epoch, steps, random, parameters, moments, order, rows, empty }: Header): boolean {
  const isCount = (size: unknown): boolean => Number.isInteger(size) && (size as number) >= 0;
  const counts = [epoch, steps, parameters, moments, order, rows];
  return counts.every(isCount) && moments <= MOST_MOMENTS && random.every(Number.isFinite) && empty.every(isCount);
}

/** Of everything behind the header. */
function bytesOf({ parameters, moments, order, rows }: Header): number {
  return 4 * parameters * (1 + moments) + 4 * order + 8 * ROW * rows;
}

function rowsOf(cells: Float64Array, empty: ReadonlySet<number>): readonly MetricsRow[] {
  return Array.from({ length: cells.length / ROW }, (_, row) => {
    const at = row * ROW;
    const number = (i: number): number => cells[at + i] as number;
    const score = (i: number): number | null => (empty.has(at + i) ? null : number(i));
    return { epoch: number(0), loss: number(1), score: score(2), valLoss: number(3), valScore: score(4) };
  });
}

function parseHeader(text: Buffer, name: string): Header {
  try {
    const { random, empty, ...header } = JSON.parse(text.toString('utf8')) as Header;
    return { ...header, random: [...random], empty: [...empty] };
  } catch (error) {
    throw unusable('corrupt', name, `is damaged in its header (${messageOf(error)})`);
  }
}

function unusable(reason: CheckpointError['reason'], name: string, what: string): CheckpointError {
  return new CheckpointError(reason, `${name} ${what}; begin the run anew in another folder.`);
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** A copy of an array's bytes in little-endian order. */
function little(array: Float32Array | Float64Array | Int32Array, width: 4 | 8): Buffer {
  return swapped(Buffer.from(Buffer.from(array.buffer, array.byteOffset, array.byteLength)), width);
}

/** A copy in this machine's order, aligned. */
function native(bytes: Buffer, width: 4 | 8): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  swapped(Buffer.from(copy), width, bytes);
  return copy;
}

function swapped(target: Buffer, width: 4 | 8, source?: Buffer): Buffer {
  source?.copy(target);
  if (endianness() === 'LE') return target;
  return width === 4 ? target.swap32() : target.swap64();
}
