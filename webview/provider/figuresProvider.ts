import type { FigureId } from '../../src/protocol/figure.js';
import type { FigureExportKind, FiguresPage, SimulationPage } from '../../src/protocol/figuresPanel.js';
import type { Handlers } from '../../src/protocol/rpc.js';
import type { SimulationSettings } from '../../src/protocol/simulation.js';

interface Common {
  cancel(): void;
  copy(text: string): Promise<void>;
  /** Whatever was saved last, even before a reload; unchecked. */
  savedView(): unknown;
  saveView(view: unknown): void;
}

/** What the page of a reproduction can ask for. */
export interface FiguresProvider extends Common {
  /** Registers what the page is told, then asks for it. */
  start(page: Handlers<FiguresPage>): void;
  resume(): void;
  exportFigure(figure: FigureId, kind: FigureExportKind): void;
  openFolder(): void;
  showLog(): void;
}

/** What the page that simulates can ask for. */
export interface SimulationProvider extends Common {
  start(page: Handlers<SimulationPage>): void;
  simulate(settings: SimulationSettings): void;
  exportSimulation(kind: FigureExportKind): void;
}
