/**
 * TensorFlow.js and its JavaScript backend, to be loaded by `await import` only. The packages are named statically here,
 * because bundlers give the names of a CommonJS package to a static import but not to a dynamic one.
 */
export * as core from '@tensorflow/tfjs-core';
export * as layers from '@tensorflow/tfjs-layers';
/** Exported so that no bundler drops it as unused: importing it registers the backend. */
export * as cpu from '@tensorflow/tfjs-backend-cpu';
// Without the chained operations LSTM and GRU fail. Last, because they add themselves to the tensor class of whichever copy
// of the core (CommonJS or ES module) was loaded first, and that must be the one that computes.
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
