import { parseArgs } from 'node:util';
import { Random, unit } from '../../src/morphology/random.js';
import { uniform } from '../../src/training/random.js';
import type { NetworkSettings, Samples } from '../../src/training/settings.js';

/** What all contenders train: see job.py for the same in Python. */
export interface Job {
  readonly settings: NetworkSettings;
  readonly features: number;
  readonly samples: Samples;
  /** Epochs not counted, then rounds of epochs, of which the median counts. */
  readonly warmUp: number;
  readonly rounds: number;
  readonly epochs: number;
}

/** The job named on the command line, with as many epochs as it asks for. */
export function readJob(): Job & { readonly variant: string } {
  const { values } = parseArgs({
    options: {
      job: { type: 'string', default: 'clusters' },
      variant: { type: 'string', default: 'reproducible' },
      epochs: { type: 'string', default: '40' },
      rounds: { type: 'string', default: '7' },
    },
  });
  const epochs = Number(values.epochs);
  const common = { rounds: Number(values.rounds), epochs, warmUp: 2 * epochs, variant: values.variant };
  const ten = Array.from({ length: 10 }, () => 10);
  return values.job === 'mnist'
    ? { ...common, settings: settings([128, 32, ...ten]), features: 784, samples: images(6000) }
    : { ...common, settings: settings(ten), features: 10, samples: clusters(4000) };
}

/** Glorot: a network without dead nodes, so that nobody profits from them. */
function settings(hidden: readonly number[]): NetworkSettings {
  const optimizer = { kind: 'adam', rate: 0.01 } as const;
  return { hidden, init: { kind: 'glorot' }, zeroBias: true, optimizer, batch: 256, epochs: 1, seed: 7 };
}

function clusters(count: number): Samples {
  const random = new Random(1);
  const centres = Array.from({ length: 11 }, () => Array.from({ length: 10 }, () => unit(random)));
  const y = Float32Array.from({ length: count }, (_, s) => (s % 11) + 1);
  const x = Float32Array.from({ length: count * 10 }, (_, i) => {
    const label = Math.floor(i / 10) % 11;
    return (centres[label]?.[i % 10] ?? 0) + uniform(random, 0.05);
  });
  return { count, x, y };
}

/** As many dark pixels as MNIST has. */
function images(count: number): Samples {
  const random = new Random(2);
  const x = Float32Array.from({ length: count * 784 }, () => Math.max(0, 1 - 5 * unit(random)));
  return { count, x, y: Float32Array.from({ length: count }, () => random.below(10)) };
}

/** Prints the median CPU milliseconds an epoch. */
export async function measure(job: Job, run: (epochs: number) => Promise<number> | number): Promise<void> {
  await run(job.warmUp);
  const times: number[] = [];
  let loss = NaN;
  for (let round = 0; round < job.rounds; round++) {
    const before = process.cpuUsage();
    loss = await run(job.epochs);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000 / job.epochs);
  }
  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ msPerEpoch: times[times.length >> 1], loss }));
}
