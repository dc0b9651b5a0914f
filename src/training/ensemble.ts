import { Random } from '../morphology/random.js';
import type { EnsembleNetwork } from '../protocol/ensemble.js';
import { STREAMS } from './random.js';

export type { EnsembleNetwork };

const HIGH_BITS = 0x1_0000;
const WORD = 0x1_0000_0000;

/**
 * The seeds of an ensemble's networks: the first has the ensemble's own, the others are drawn from it, 48 bits each. Not
 * seed + 1, seed + 2, ...: ensembles of neighbouring seeds would share most of their networks. A larger ensemble begins with
 * the networks of a smaller one.
 */
export function networkSeeds(seed: number, networks: number): readonly number[] {
  const random = new Random(seed, STREAMS.networks);
  const draw = (): number => ((random.next() >>> 0) % HIGH_BITS) * WORD + (random.next() >>> 0);
  return Array.from({ length: networks }, (_, network) => (network === 0 ? seed : draw()));
}

/** `network-0007` */
export function networkFolder(network: number): string {
  return `network-${String(network).padStart(4, '0')}`;
}
