import type { CompareHost, ComparePage } from '../../src/protocol/comparePanel.js';
import { connect, type Params, type Peer } from '../../src/protocol/rpc.js';
import type { CompareProvider } from './compareProvider.js';
import { pageTarget, vscodeHost } from './vscodeHost.js';

/** Whether the host opened this page to compare. */
export function isForComparing(): boolean {
  const target = pageTarget();
  return typeof target === 'object' && target !== null && 'compare' in target;
}

/** The page that compares, inside VS Code. */
export function vscodeCompareProvider(): CompareProvider {
  const { channel, memory } = vscodeHost();
  let peer: Peer<CompareHost> | undefined;

  /** A call without an answer worth having; the host itself reports what goes wrong. */
  async function tell<Method extends keyof CompareHost>(
    method: Method,
    params: Params<CompareHost, Method>,
  ): Promise<void> {
    await peer?.call(method, params).catch(() => undefined);
  }

  return {
    live: true,
    exports: ['png', 'svg', 'csv', 'json', 'html'],
    start(page) {
      peer = connect<ComparePage, CompareHost>(channel, page);
      void tell('ready', {});
    },
    choose: (a, b) => tell('choose', { a, b }),
    setMatch: (match) => void tell('setMatch', { match }),
    attachData: () => void tell('attachData', {}),
    removeData: () => void tell('removeData', {}),
    exportComparison: (kind) => void tell('exportComparison', { kind }),
    cancel: () => void tell('cancel', {}),
    showLog: () => void tell('showLog', {}),
    copy: (text) => tell('copy', { text }),
    ...memory,
  };
}
