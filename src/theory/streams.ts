/** Streams of a simulation's seed: starts and constants, bootstrap over runs, values permuted across runs. */
export const START_STREAM = 11;
export const BOOTSTRAP_STREAM = 12;
export const PERMUTATION_STREAM = 13;
