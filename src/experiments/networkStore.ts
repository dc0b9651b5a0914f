import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { endianness } from 'node:os';
import { dirname, join } from 'node:path';
import { makeFolder, replaceFile } from '../checkpoint/replaceFile.js';
import { isArray, isObject, type Json, type JsonObject } from '../network/json.js';
import type { KernelMode, NetworkSettings } from '../training/settings.js';
import { contentHash } from './contentHash.js';
import { decodeNetwork, encodeNetwork, FORMAT, type KeptNetwork } from './networkFile.js';
import type { FigureOutcome } from './figure.js';
import { outcomeIn } from './documentCheck.js';
import type { EpochSnapshot } from './networkGroup.js';

/** Everything that decides a network's weights. */
export interface NetworkIdentity {
  /** `Dataset.hash`. */
  readonly data: string;
  readonly settings: NetworkSettings;
  readonly engine: 'kernel' | 'reference';
  readonly mode: KernelMode;
}

/** A network of MNIST at a thousand epochs has half of that. */
const MOST_BYTES = 2 ** 30;
const MOST_RATES_BYTES = 2 ** 20;
const MOST_OUTCOME_BYTES = 64 * 2 ** 20;

export function networkKey({ data, settings, engine, mode }: NetworkIdentity): string {
  return contentHash({
    format: FORMAT,
    data,
    settings: { ...settings },
    engine,
    mode,
    bytes: endianness(),
  });
}

type GrowthRates = NonNullable<EpochSnapshot['growthRates']>;

/**
 * Trained networks in a folder, each in a file of its own under its key, and what figures came to with them. What is damaged
 * there counts as not there.
 */
export class NetworkStore {
  /** Files that were damaged. */
  damaged = 0;

  /** @param folder absolute path; made when the first network is kept */
  constructor(private readonly folder: string) {}

  /** @returns null where there is none, or where it is damaged */
  find(key: string, widths: readonly number[]): KeptNetwork | null {
    const bytes = this.bytesOf(this.path(key, 'network'), MOST_BYTES);
    if (bytes === null) return null;
    const network = decodeNetwork(bytes, key, widths);
    if (network === null) this.damaged++;
    return network;
  }

  /** Whether it is there, without a look into it. @param growing with growth rates, at whichever epochs */
  has(key: string, growing: boolean): boolean {
    return existsSync(this.path(key, 'network')) && (!growing || existsSync(this.path(key, 'rates')));
  }

  /** @throws {CheckpointError} `disk-full`, `permission` */
  keep(key: string, network: KeptNetwork): void {
    this.write(this.path(key, 'network'), encodeNetwork(key, network));
  }

  /** Growth rates of a network at the epochs for which they are known. */
  growthRates(key: string): ReadonlyMap<number, GrowthRates> {
    const bytes = this.bytesOf(this.path(key, 'rates'), MOST_RATES_BYTES);
    if (bytes === null) return new Map();
    const rates = parseRates(key, Buffer.from(bytes).toString('utf8'));
    if (rates === null) this.damaged++;
    return rates ?? new Map<number, GrowthRates>();
  }

  /** Adds to those that are known. @throws {CheckpointError} `disk-full`, `permission` */
  keepGrowthRates(key: string, rates: ReadonlyMap<number, GrowthRates>): void {
    const all = new Map([...this.growthRates(key), ...rates]);
    const rows = [...all].map(([epoch, { negative, live }]) => [epoch, negative, live]);
    this.write(this.path(key, 'rates'), JSON.stringify({ rows, sha256: ratesHash(key, rows) }));
  }

  /** What a figure came to. @param key of all that decides it */
  outcome(key: string): FigureOutcome | null {
    const bytes = this.bytesOf(this.path(key, 'figure'), MOST_OUTCOME_BYTES);
    return bytes === null ? null : parseOutcome(key, Buffer.from(bytes).toString('utf8'));
  }

  /** @throws {CheckpointError} `disk-full`, `permission` */
  keepOutcome(key: string, outcome: FigureOutcome): void {
    const content = asJson(outcome);
    this.write(this.path(key, 'figure'), JSON.stringify({ outcome: content, sha256: outcomeHash(key, content) }));
  }

  private path(key: string, kind: 'network' | 'rates' | 'figure'): string {
    return join(this.folder, key.slice(0, 2), `${key}.${kind}`);
  }

  private bytesOf(path: string, most: number): Uint8Array | null {
    try {
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat === undefined) return null;
      if (stat.isFile() && stat.size <= most) {
        const bytes = readFileSync(path);
        markUsed(path);
        return bytes;
      }
    } catch {
      // Removed meanwhile, or not ours to read: as below.
    }
    this.damaged++;
    return null;
  }

  /** Not flushed: what a power cut takes is noticed when it is read, and trained again. */
  private write(path: string, content: Uint8Array | string): void {
    makeFolder(dirname(path));
    replaceFile(path, content, false);
  }
}

/** What was not used for longest goes first when there is too much (`StoreUse`). */
function markUsed(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // A store that is only read keeps what it has.
  }
}

function parseRates(key: string, text: string): ReadonlyMap<number, GrowthRates> | null {
  try {
    const document = JSON.parse(text) as Json;
    if (!isObject(document) || !isArray(document['rows'])) return null;
    const { rows } = document as JsonObject & { rows: readonly Json[] };
    if (ratesHash(key, rows) !== document['sha256'] || !rows.every(isRow)) return null;
    return new Map(rows.map(([epoch, negative, live]) => [epoch, { negative, live }]));
  } catch {
    return null;
  }
}

type Row = readonly [number, number, number];

function isRow(row: Json): row is Row {
  const isWhole = (value: Json): boolean => Number.isInteger(value) && (value as number) >= 0;
  return isArray(row) && row.length === 3 && row.every(isWhole) && (row[1] as number) <= (row[2] as number);
}

/** Of other weights or in another format they would be others. */
function ratesHash(key: string, rows: readonly Json[]): string {
  return contentHash({ format: FORMAT, key, rows });
}

/** Null where it is not as it was written; it is then computed again. */
function parseOutcome(key: string, text: string): FigureOutcome | null {
  try {
    const document = JSON.parse(text) as Json;
    const outcome = isObject(document) ? document['outcome'] : undefined;
    if (outcome === undefined || outcomeHash(key, outcome) !== (document as JsonObject)['sha256']) return null;
    // The hash finds damage, not forgery: what is no outcome must neither end the program nor be drawn.
    return outcomeIn(outcome);
  } catch {
    return null;
  }
}

function outcomeHash(key: string, outcome: Json): string {
  return contentHash({ format: FORMAT, key, outcome });
}

/** Plain data already, which its type does not say. */
function asJson(outcome: FigureOutcome): Json {
  return outcome as unknown as Json;
}
