import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageAssets } from '../report/html.js';

/** The panel's page, as it lies beside the built command line. */
export function pageAssets(): PageAssets {
  const asset = (name: string): string => readFileSync(join(__dirname, 'page', name), 'utf8');
  return { script: asset('page.js'), style: asset('page.css') };
}
