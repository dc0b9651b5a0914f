import type { Channel } from '../../src/protocol/rpc.js';

/** What the host wrote into the page: whose page it is, so that a reloaded window can bring the panel back. */
export function pageTarget(): unknown {
  return JSON.parse(document.body.dataset['target'] ?? 'null');
}

/** The extension host as a page sees it: where messages go, and where choices are kept over a reload. Once a page. */
export function vscodeHost() {
  const vscode = acquireVsCodeApi();
  const target = pageTarget();
  const saved = vscode.getState() as { readonly view?: unknown } | undefined;
  vscode.setState({ target, view: saved?.view });
  const channel: Channel = {
    post: (message) => vscode.postMessage(message),
    listen(onMessage) {
      const listener = (event: MessageEvent): void => onMessage(event.data);
      window.addEventListener('message', listener);
      return () => window.removeEventListener('message', listener);
    },
  };
  const memory = {
    savedView: (): unknown => saved?.view,
    saveView: (view: unknown): void => void vscode.setState({ target, view }),
  };
  return { channel, memory };
}
