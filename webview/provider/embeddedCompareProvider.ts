import type { CompareView, ComparePage } from '../../src/protocol/comparePanel.js';
import type { Handlers, Params } from '../../src/protocol/rpc.js';
import type { CompareProvider } from './compareProvider.js';
import { copyText } from './copyText.js';
import { savePicture } from './download.js';

/** What `src/comparison/html.ts` puts into the document as JSON: the view, the answer, and a checkpoint an element. */
const VIEW_ID = 'morphoscope-comparison';
const ANSWER_ID = 'morphoscope-compared';
const CHECKPOINT_CLASS = 'morphoscope-compared-checkpoint';

export function hasEmbeddedComparison(): boolean {
  return document.getElementById(VIEW_ID) !== null;
}

/** The standalone comparison: everything is in the document; no host, no network. */
export function embeddedCompareProvider(): CompareProvider {
  let page: Handlers<ComparePage> | undefined;
  const call = { signal: new AbortController().signal, progress: () => undefined };
  return {
    live: false,
    exports: ['png', 'svg'],
    start(handlers) {
      page = handlers;
      // Our own writer made it in the same version as this page, so its shape is trusted.
      void page.view(parsed(document.getElementById(VIEW_ID)) as CompareView, call);
      for (const element of document.getElementsByClassName(CHECKPOINT_CLASS)) {
        void page.checkpoint(parsed(element) as Params<ComparePage, 'checkpoint'>, call);
      }
      void page.compared(parsed(document.getElementById(ANSWER_ID)) as Params<ComparePage, 'compared'>, call);
    },
    choose: () => Promise.resolve(),
    setMatch: () => undefined,
    attachData: () => undefined,
    removeData: () => undefined,
    exportComparison(kind) {
      const drawing = page;
      if (drawing === undefined || (kind !== 'svg' && kind !== 'png')) return;
      void savePicture(kind, () => drawing.picture({ kind }, call), 'comparison');
    },
    cancel: () => undefined,
    showLog: () => undefined,
    copy: copyText,
    savedView: () => undefined,
    saveView: () => undefined,
  };
}

function parsed(element: Element | null): unknown {
  return JSON.parse(element?.textContent ?? 'null');
}
