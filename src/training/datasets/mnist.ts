import { readIdx } from './idx.js';
import type { OriginalFile } from './originalFile.js';
import { readOriginal } from './readOriginal.js';
import type { DataSource } from './source.js';
import { scalingInWords, type Scaling } from './scaling.js';
import { datasetOf, type Table } from './table.js';

const PIXELS = 784;
const WHITE = 255;
const SCALING: Scaling = { features: 'unit', target: 'raw' };
const inWords = (scaling: Scaling): string => scalingInWords(scaling, `division by ${WHITE}`);

function original(name: string, packedBytes: number, unpackedBytes: number, sha256: string): OriginalFile {
  const dotted = name.replace(/-idx/, '.idx');
  return {
    name,
    alsoNamed: [`${name}.gz`, dotted, `${dotted}.gz`],
    url: `https://storage.googleapis.com/cvdf-datasets/mnist/${name}.gz`,
    packing: 'gzip',
    member: null,
    maxBytes: packedBytes,
    unpackedBytes,
    sha256,
    packedSha256: null,
  };
}

const files = [
  original(
    'train-images-idx3-ubyte',
    12 * 2 ** 20,
    47_040_016,
    'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  ),
  original(
    'train-labels-idx1-ubyte',
    2 ** 18,
    60_008,
    '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  ),
  original(
    't10k-images-idx3-ubyte',
    4 * 2 ** 20,
    7_840_016,
    '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  ),
  original(
    't10k-labels-idx1-ubyte',
    2 ** 18,
    10_008,
    'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  ),
] as const;

/** MNIST (LeCun, Cortes, Burges): 784 pixels, the digit 0 to 9 the target; its own split of 60 000 / 10 000. */
export const mnist: DataSource = {
  id: 'mnist',
  title: 'MNIST',
  detail: '70 000 handwritten digits of 28 x 28 pixels; training takes minutes',
  files,
  origin: 'https://storage.googleapis.com/cvdf-datasets/mnist/',
  scaling: SCALING,
  inWords: {
    train: 60_000,
    test: 10_000,
    made: `handwritten digits of ${PIXELS} pixels in the files’ own split; the target is the digit, 0 to 9`,
    scaling: inWords(SCALING),
  },
  load: (paths, { scaling }) => {
    const part = (images: 0 | 2): Table => {
      const x = readIdx(readOriginal(paths, images, files[images]), files[images].name, [null, 28, 28]);
      const labels = files[images === 0 ? 1 : 3];
      const y = readIdx(readOriginal(paths, images + 1, labels), labels.name, [x.length / PIXELS]);
      // Pixels that are always black have no range of their own: 255 is the range of all.
      const divisor = scaling.features === 'unit' ? WHITE : 1;
      const pixels = new Float32Array(x.length);
      for (let i = 0; i < x.length; i++) pixels[i] = (x[i] as number) / divisor;
      return { features: PIXELS, x: pixels, y: new Float32Array(y) };
    };
    const split = { train: part(0), test: part(2) };
    const ownScaled = { ...scaling, features: scaling.features === 'unit' ? ('raw' as const) : scaling.features };
    const dataset = datasetOf(mnist.id, 'labels', split, ownScaled);
    return Promise.resolve({ ...dataset, scaling: inWords(scaling) });
  },
};
