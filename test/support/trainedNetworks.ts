import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GroupResult, NetworkGroup, TrainedNetwork } from '../../src/experiments/networkGroup.js';
import type { Dataset, Samples } from '../../src/training/settings.js';
import { fixtures } from './golden.js';

/** Networks that numpy trained (`test/fixtures/make/reproduction.py`). */
interface TrainedDocument {
  readonly widths: readonly number[];
  readonly train: number;
  readonly test: number;
  readonly batch: number;
  readonly groups: Readonly<Record<'low' | 'high', TrainedGroup>>;
}

interface TrainedGroup {
  /** Half the width of the initial weights' distribution. */
  readonly limit: number;
  readonly marks: readonly number[];
  readonly networks: readonly (readonly {
    readonly epoch: number;
    readonly loss: number;
    readonly score: number;
    readonly testScore: number;
    /** A string of 0 and 1 for each hidden layer. */
    readonly live: readonly string[];
    readonly embeddingDimension: readonly number[];
  }[])[];
}

const folder = join(fixtures, 'reproduction');
const document = JSON.parse(readFileSync(join(folder, 'networks.json'), 'utf8')) as TrainedDocument;

/** 24 networks from U(-0.05, 0.05) at seven epochs, or 12 from U(-1, 1) at the first and the last. */
export function trainedGroup(name: 'low' | 'high'): GroupResult {
  const { limit, marks, networks } = document.groups[name];
  const all = float32s(`${name}.npy`);
  const size = all.length / networks.length / marks.length;
  const at = (network: number, mark: number): Float32Array => {
    const start = (network * marks.length + mark) * size;
    return all.slice(start, start + size);
  };
  return {
    group: groupOf(limit, marks, networks.length),
    networks: networks.map((snapshots, network): TrainedNetwork => ({
      network,
      seed: network,
      status: 'finished',
      widths: document.widths,
      snapshots: snapshots.map((snapshot, mark) => ({
        ...snapshot,
        parameters: at(network, mark),
        live: snapshot.live.map((mask) => Uint8Array.from(mask, Number)),
        growthRates: null,
      })),
    })),
  };
}

/** What they were trained and tested on. */
export function trainedDataset(): Dataset {
  const features = document.widths[0] ?? 0;
  const rows = float32s('samples.npy');
  const samples = (from: number, count: number): Samples => {
    const row = (i: number) => rows.subarray((from + i) * (features + 1), (from + i + 1) * (features + 1));
    return {
      count,
      x: Float32Array.from({ length: count * features }, (_, i) => row(Math.floor(i / features))[i % features] ?? NaN),
      y: Float32Array.from({ length: count }, (_, i) => row(i)[features] ?? NaN),
    };
  };
  return {
    name: 'clusters',
    features,
    shape: [features],
    targetShape: [],
    train: samples(0, document.train),
    test: samples(document.train, document.test),
    task: 'labels',
    scaling: 'none',
    hash: '',
  };
}

function groupOf(limit: number, marks: readonly number[], networks: number): NetworkGroup {
  return {
    dataset: 'clusters',
    settings: {
      hidden: document.widths.slice(1, -1),
      init: { kind: 'uniform', limit },
      zeroBias: false,
      optimizer: { kind: 'adam', rate: 0.01 },
      batch: document.batch,
      epochs: marks.at(-1) ?? 0,
    },
    networks,
    seed: 1,
    marks,
    growthRates: false,
  };
}

/** The values of a `.npy` of version 1 that holds float32. */
function float32s(name: string): Float32Array {
  const bytes = readFileSync(join(folder, name));
  return new Float32Array(Uint8Array.from(bytes.subarray(10 + bytes.readUInt16LE(8))).buffer);
}
