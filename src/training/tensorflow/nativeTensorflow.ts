import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { messageOf } from '../../network/failure.js';
import type { Core, Layers, Tensorflow } from '../../representation/tensorflow.js';

/** What `@tensorflow/tfjs-node` exports: the core and the layers in one. */
type Union = Core & Layers;

/** Of all that is used, what stands for the rest: a package that lacks one of these is another one. */
const NEEDED: readonly (keyof Union)[] = [
  'ready',
  'tidy',
  'matMul',
  'tensor',
  'variableGrads',
  'serialization',
  'input',
  'model',
  'layers',
  'initializers',
  'RNN',
];

/**
 * Loads the user's own TensorFlow from its folder and lets it compute something. It is code that runs: only what a
 * machine's settings name comes here, and only in a worker, since the package takes over the process it is loaded into.
 * @param folder absolute, of the package itself
 * @throws {Error} one clause that says what is wrong
 */
export async function loadNative(folder: string): Promise<Tensorflow> {
  if (!isAbsolute(folder)) throw new Error('its path is not absolute');
  const tf = load(folder);
  await tf.ready();
  const product = tf.tidy(() => [
    ...tf.matMul(tf.tensor([1, 2, 3, 4], [2, 2]), tf.tensor([5, 6, 7, 8], [2, 2])).dataSync(),
  ]);
  if (product.join() !== '19,22,43,50') throw new Error(`it multiplies matrices wrongly (${product.join(', ')})`);
  return { core: tf, layers: tf };
}

function load(folder: string): Union {
  let loaded: unknown;
  try {
    loaded = createRequire(join(folder, 'package.json'))(folder);
  } catch (error) {
    const [first = ''] = messageOf(error).split('\n');
    throw new Error(`it cannot be loaded (${first})`, { cause: error });
  }
  if (isUnion(loaded)) return loaded;
  const lacking = NEEDED.filter((name) => !has(loaded, name));
  throw new Error(`it is no TensorFlow.js with layers (${lacking.slice(0, 3).join(', ')} missing)`);
}

function isUnion(loaded: unknown): loaded is Union {
  return NEEDED.every((name) => has(loaded, name));
}

function has(loaded: unknown, name: string): boolean {
  return typeof loaded === 'object' && loaded !== null && name in loaded;
}
