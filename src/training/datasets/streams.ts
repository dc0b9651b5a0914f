/** Streams of a data set's seed, apart from those of a network's (`../random.ts`), which may have the same seed. */
export const STREAMS = { clusters: 101, split: 102 } as const;
