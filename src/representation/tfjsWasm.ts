/** TensorFlow.js' WebAssembly backend, to be loaded by `await import` only: it installs process-wide handlers. */
export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
