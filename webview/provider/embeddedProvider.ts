import type { PanelPage, RunView } from '../../src/protocol/panel.js';
import type { Handlers, Params } from '../../src/protocol/rpc.js';
import { copyText } from './copyText.js';
import { savePicture } from './download.js';
import type { Provider } from './provider.js';

/** What `src/report/html.ts` puts into the document as JSON: the run under this id, each checkpoint under this class. */
const DATA_ID = 'morphoscope-data';
const CHECKPOINT_CLASS = 'morphoscope-checkpoint';

export function hasEmbeddedRun(): boolean {
  return document.getElementById(DATA_ID) !== null;
}

/** The standalone HTML report: everything is in the document; no host, no network. */
export function embeddedProvider(): Provider {
  let page: Handlers<PanelPage> | undefined;
  const call = { signal: new AbortController().signal, progress: () => undefined };
  return {
    live: false,
    exports: ['png', 'svg'],
    start(handlers) {
      page = handlers;
      // Our own report writer made it in the same version as this page, so its shape is trusted.
      void page.run(JSON.parse(document.getElementById(DATA_ID)?.textContent ?? '') as RunView, call);
      for (const { textContent } of document.getElementsByClassName(CHECKPOINT_CLASS)) {
        void page.checkpoint(JSON.parse(textContent) as Params<PanelPage, 'checkpoint'>, call);
      }
    },
    attachData: () => undefined,
    removeData: () => undefined,
    exportReport(kind) {
      const drawing = page;
      if (drawing === undefined || (kind !== 'svg' && kind !== 'png')) return;
      void savePicture(kind, () => drawing.picture({ kind }, call), 'morphology');
    },
    hasCounterpart: false,
    compare: () => undefined,
    cancel: () => undefined,
    showLog: () => undefined,
    stopTraining: () => undefined,
    resumeTraining: () => undefined,
    openFolder: () => undefined,
    openNetwork: () => undefined,
    exportModel: () => undefined,
    copy: copyText,
    prune: () =>
      Promise.reject(
        new Error('This report keeps only the strongest lines, so it cannot tell which nodes stay accessible here.'),
      ),
    savedView: () => undefined,
    saveView: () => undefined,
  };
}
