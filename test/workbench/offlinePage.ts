import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/chromium.mjs';

export interface OfflinePage {
  readonly page: Page;
  /** What it asked of a network, and what went wrong in it; filled as it happens. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Opens a document by `file://` with the network switched off, in a wide window. */
export async function openOffline(file: string): Promise<OfflinePage> {
  const { page, context, close } = await launchBrowser({ viewport: { width: 1400, height: 1000 } });
  const complaints: string[] = [];
  await context.setOffline(true);
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) complaints.push(`asked for ${request.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(file).href);
  return { page, complaints, close };
}
