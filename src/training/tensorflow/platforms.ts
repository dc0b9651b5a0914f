import { loadTensorflow, useBackend, type Tensorflow } from '../../representation/tensorflow.js';

/** One way to compute with TensorFlow.js, fastest first. */
export interface Platform {
  /** As `run.json` says. */
  readonly name: string;
  /** For sentences: `trained ...`. */
  readonly title: string;
  /** Makes it the one that computes; null where it cannot be had. */
  readonly start: () => Promise<Tensorflow | null>;
}

const wasm: Platform = { name: 'wasm', title: 'in WebAssembly', start: () => own('wasm') };
const javascript: Platform = { name: 'cpu', title: 'in JavaScript', start: () => own('cpu') };

/** @param native the user's own TensorFlow, already seen to work; null for none */
export function platforms(native: Platform | null): readonly Platform[] {
  return native === null ? [wasm, javascript] : [native, wasm, javascript];
}

async function own(backend: 'wasm' | 'cpu'): Promise<Tensorflow | null> {
  const tf = await loadTensorflow();
  return (await useBackend(tf, backend)) ? tf : null;
}
