import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
/** Their `exports` hide these files from a resolver. */
const MODULES = join(import.meta.dirname, '../../node_modules');

/** `@upscalerjs/default-model`: ESRGAN-slim as npm ships it, a TensorFlow.js layers model. */
export function upscalerModel(): string {
  return join(MODULES, '@upscalerjs/default-model/models/model.json');
}

/**
 * Unpacks a model that nsfwjs ships as JavaScript modules: `model.json` as an object, each shard as base64.
 * @returns the path of `model.json` in a temporary folder, and a function that removes the folder.
 */
export function nsfwjsModel(name: string): { readonly path: string; readonly remove: () => void } {
  const source = join(MODULES, 'nsfwjs/dist/models', name);
  const folder = mkdtempSync(join(tmpdir(), 'nsfwjs-'));
  for (const file of readdirSync(source).filter((entry) => entry.endsWith('.min.js'))) {
    const content: unknown = require(join(source, file));
    if (file.startsWith('model')) writeFileSync(join(folder, 'model.json'), JSON.stringify(content));
    else writeFileSync(join(folder, file.replace('.min.js', '')), Buffer.from(String(content), 'base64'));
  }
  return { path: join(folder, 'model.json'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
