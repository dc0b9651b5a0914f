import type { PanelHost, PanelPage } from '../../src/protocol/panel.js';
import { isObject } from '../../src/network/json.js';
import { connect, type Peer } from '../../src/protocol/rpc.js';
import type { Provider } from './provider.js';
import { pageTarget, vscodeHost } from './vscodeHost.js';

/** Calls that take nothing and bring nothing back. */
type Told =
  | 'ready'
  | 'attachData'
  | 'removeData'
  | 'cancel'
  | 'showLog'
  | 'stopTraining'
  | 'resumeTraining'
  | 'openFolder'
  | 'exportModel';

/** The page inside VS Code: every call goes to the extension host. */
export function vscodeProvider(): Provider {
  const { channel, memory } = vscodeHost();
  let peer: Peer<PanelHost> | undefined;

  /** A call without an answer worth waiting for; the host itself reports what goes wrong. */
  function tell(method: Told): void {
    peer?.call(method, {}).catch(() => undefined);
  }

  return {
    live: true,
    exports: ['png', 'svg', 'csv', 'json', 'html'],
    start(page) {
      peer = connect<PanelPage, PanelHost>(channel, page);
      tell('ready');
    },
    attachData: () => tell('attachData'),
    removeData: () => tell('removeData'),
    hasCounterpart: hasCounterpart(pageTarget()),
    compare: (index, to) => void peer?.call('compare', { index, to }).catch(() => undefined),
    exportReport: (kind) => void peer?.call('exportReport', { kind }).catch(() => undefined),
    cancel: () => tell('cancel'),
    showLog: () => tell('showLog'),
    stopTraining: () => tell('stopTraining'),
    resumeTraining: () => tell('resumeTraining'),
    openFolder: () => tell('openFolder'),
    openNetwork: (folder) => void peer?.call('openNetwork', { folder }).catch(() => undefined),
    exportModel: () => tell('exportModel'),
    copy: async (text) => peer?.call('copy', { text }),
    prune(index, prune, signal) {
      if (peer === undefined) return Promise.reject(new Error('The page is not connected.'));
      return peer.call('prune', { index, prune }, { signal });
    },
    ...memory,
  };
}

/** Of a version that Git keeps the host says that the file on disk can be compared with it. */
function hasCounterpart(target: unknown): boolean {
  return isObject(target) && target['counterpart'] === true;
}
