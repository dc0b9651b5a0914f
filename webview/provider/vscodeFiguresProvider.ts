import type { FiguresHost, FiguresPage, SimulationHost, SimulationPage } from '../../src/protocol/figuresPanel.js';
import { connect, type Peer } from '../../src/protocol/rpc.js';
import type { FiguresProvider, SimulationProvider } from './figuresProvider.js';
import { pageTarget, vscodeHost } from './vscodeHost.js';

/** Which of these pages the host opened; null for another. */
export function figuresTarget(): 'figures' | 'simulate' | null {
  const target = pageTarget();
  if (typeof target !== 'object' || target === null) return null;
  return 'figures' in target ? 'figures' : 'simulate' in target ? 'simulate' : null;
}

/** The page of a reproduction, inside VS Code. The host itself reports what goes wrong. */
export function vscodeFiguresProvider(): FiguresProvider {
  const { channel, memory } = vscodeHost();
  let peer: Peer<FiguresHost> | undefined;
  return {
    start(page) {
      peer = connect<FiguresPage, FiguresHost>(channel, page);
      peer.notify('ready', {});
    },
    cancel: () => peer?.notify('cancel', {}),
    resume: () => peer?.notify('resume', {}),
    exportFigure: (figure, kind) => peer?.notify('exportFigure', { figure, kind }),
    openFolder: () => peer?.notify('openFolder', {}),
    showLog: () => peer?.notify('showLog', {}),
    copy: async (text) => peer?.call('copy', { text }),
    ...memory,
  };
}

/** The page that simulates, inside VS Code. */
export function vscodeSimulationProvider(): SimulationProvider {
  const { channel, memory } = vscodeHost();
  let peer: Peer<SimulationHost> | undefined;
  return {
    start(page) {
      peer = connect<SimulationPage, SimulationHost>(channel, page);
      peer.notify('ready', {});
    },
    simulate: (settings) => peer?.notify('simulate', settings),
    cancel: () => peer?.notify('cancel', {}),
    exportSimulation: (kind) => peer?.notify('exportSimulation', { kind }),
    copy: async (text) => peer?.call('copy', { text }),
    ...memory,
  };
}
