import { createHash } from 'node:crypto';
import { isArray, isObject, type Json, type JsonObject } from '../network/json.js';
import { denseLayers, parameterCount } from '../training/denseLayers.js';
import type { EpochSnapshot, TrainedNetwork } from './networkGroup.js';

/** A trained network without what only a plan knows of it: its place and seed. */
export type KeptNetwork = Pick<TrainedNetwork, 'status' | 'widths'> & {
  readonly snapshots: readonly Omit<EpochSnapshot, 'growthRates'>[];
};

type KeptSnapshot = KeptNetwork['snapshots'][number];

/**
 * One file: 8 bytes `MORPHNET`, uint32 length of the head, the head as JSON padded to whole words, then of each snapshot its
 * parameters (float32) and of each its masks of live nodes (a byte a node), then SHA-256 of all that.
 */
const MAGIC = 'MORPHNET';
/** Of the file and of the bits that training gives: keys hold no other version of the code that trains. */
export const FORMAT = 1;
const HEAD_AT = MAGIC.length + 4;
const HASH_BYTES = 32;

export function encodeNetwork(key: string, { status, widths, snapshots }: KeptNetwork): Uint8Array<ArrayBuffer> {
  const head = JSON.stringify({ format: FORMAT, key, status, widths, snapshots: snapshots.map(headOf) });
  const padded = Buffer.from(head.padEnd(Math.ceil((HEAD_AT + head.length) / 4) * 4 - HEAD_AT));
  const sizes = sizesOf(widths);
  const bytes = new Uint8Array(HEAD_AT + padded.length + snapshots.length * (sizes.floats + sizes.live) + HASH_BYTES);
  bytes.set(Buffer.from(MAGIC));
  new DataView(bytes.buffer).setUint32(MAGIC.length, padded.length, true);
  bytes.set(padded, HEAD_AT);
  let at = HEAD_AT + padded.length;
  const append = (part: Uint8Array): void => {
    bytes.set(part, at);
    at += part.length;
  };
  for (const { parameters } of snapshots) {
    append(new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength));
  }
  for (const { live } of snapshots) live.forEach(append);
  append(hashOf(bytes.subarray(0, at)));
  return bytes;
}

/**
 * What `encodeNetwork` wrote.
 * @param key it must be of
 * @param widths it must have
 * @returns null for bytes that are anything else: cut short, damaged, of another network or format
 */
export function decodeNetwork(file: Uint8Array, key: string, widths: readonly number[]): KeptNetwork | null {
  // A Buffer's own slices are no copies.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
  if (bytes.length < HEAD_AT + HASH_BYTES || Buffer.from(bytes.subarray(0, MAGIC.length)).toString() !== MAGIC)
    return null;
  const end = bytes.length - HASH_BYTES;
  if (!Buffer.from(hashOf(bytes.subarray(0, end))).equals(bytes.subarray(end))) return null;
  const start = HEAD_AT + new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
  if (start > end) return null;
  const head = parsed(bytes.subarray(HEAD_AT, start));
  if (head === null || head['format'] !== FORMAT || head['key'] !== key) return null;
  if (JSON.stringify(head['widths']) !== JSON.stringify(widths)) return null;
  const snapshots = isArray(head['snapshots']) ? head['snapshots'].filter(isSnapshot(widths.length - 2)) : [];
  const sizes = sizesOf(widths);
  if (snapshots.length === 0 || start + snapshots.length * (sizes.floats + sizes.live) !== end) return null;
  if (!snapshots.every(({ epoch }, k) => epoch > (snapshots[k - 1]?.epoch ?? -1))) return null;
  return {
    status: head['status'] === 'diverged' ? 'diverged' : 'finished',
    widths,
    snapshots: snapshots.map((snapshot, k) => ({
      ...snapshot,
      parameters: new Float32Array(bytes.slice(start + k * sizes.floats, start + (k + 1) * sizes.floats).buffer),
      live: masksAt(bytes, start + snapshots.length * sizes.floats + k * sizes.live, widths),
    })),
  };
}

/** Whether a network has all marks up to its end. */
export function hasMarks({ status, snapshots }: KeptNetwork, marks: readonly number[]): boolean {
  const epochs = new Set(snapshots.map(({ epoch }) => epoch));
  const last = snapshots.at(-1)?.epoch ?? 0;
  return marks.every((mark) => epochs.has(mark) || (status === 'diverged' && mark > last));
}

type SnapshotHead = Omit<KeptSnapshot, 'parameters' | 'live'>;

function headOf({ epoch, loss, score, testScore, embeddingDimension }: KeptSnapshot): SnapshotHead {
  return { epoch, loss, score, testScore, embeddingDimension };
}

/** @param hidden layers, each of which has an embedding dimension */
function isSnapshot(hidden: number) {
  const isScore = (one: Json | undefined): boolean => one === null || Number.isFinite(one);
  return (value: Json): value is JsonObject & SnapshotHead => {
    if (!isObject(value)) return false;
    const { epoch, loss, score, testScore, embeddingDimension } = value;
    return (
      Number.isInteger(epoch) &&
      Number.isFinite(loss) &&
      isScore(score) &&
      isScore(testScore) &&
      isArray(embeddingDimension) &&
      embeddingDimension.length === hidden &&
      embeddingDimension.every(Number.isInteger)
    );
  };
}

function masksAt(bytes: Uint8Array, start: number, widths: readonly number[]): readonly Uint8Array[] {
  let at = start;
  return widths.slice(1, -1).map((nodes) => bytes.slice(at, (at += nodes)));
}

/** Bytes of one snapshot's parameters and masks. */
function sizesOf(widths: readonly number[]): { readonly floats: number; readonly live: number } {
  const live = widths.slice(1, -1).reduce((sum, nodes) => sum + nodes, 0);
  return { floats: 4 * parameterCount(denseLayers(widths)), live };
}

function parsed(bytes: Uint8Array): JsonObject | null {
  try {
    const head = JSON.parse(Buffer.from(bytes).toString('utf8')) as Json;
    return isObject(head) ? head : null;
  } catch {
    return null;
  }
}

function hashOf(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
