import { messageOf } from '../network/failure.js';
import type { FigureDocument, FigureId } from '../protocol/figure.js';
import type { FiguresView } from '../protocol/figuresPanel.js';
import type {
  FigureOffer,
  ReproductionOptions,
  ReproductionParams,
  ReproductionProgress,
  ReproductionResult,
} from '../protocol/reproduction.js';
import type { ReproduceRun } from './reproduceRun.js';

export interface ShownFigure {
  readonly document: FigureDocument;
  /** Networks are still missing. */
  readonly preliminary: boolean;
}

/** Who shows a reproduction. */
export interface ReproductionListener {
  view(view: FiguresView): void;
  figure(figure: ShownFigure): void;
  /** One sentence. */
  failure(message: string): void;
}

/** What a reproduction begins as: nothing yet, or what its folder holds. */
export interface ReproductionStart {
  /** Absolute path of the folder of results. */
  readonly folder: string;
  /** The folder as the user knows it. */
  readonly shownAs: string;
  readonly options: ReproductionOptions;
  readonly offer: readonly FigureOffer[];
  readonly networks: FiguresView['networks'];
  readonly documents: readonly FigureDocument[];
  readonly notes: readonly string[];
}

/** One reproduction as it is shown: what is known of its figures, where it stands, and how it is stopped and gone on with. */
export class ReproductionSession {
  private readonly figures = new Map<FigureId, ShownFigure>();
  private readonly listeners = new Set<ReproductionListener>();
  private abort: AbortController | null = null;
  private status: FiguresView['status'];
  private networks: FiguresView['networks'];
  private activity: FiguresView['activity'] = null;
  private notes: readonly string[];
  private error: string | null = null;

  constructor(private readonly start: ReproductionStart) {
    for (const document of start.documents) this.figures.set(document.figure, { document, preliminary: false });
    this.status = this.figures.size >= start.options.figures.length ? 'finished' : 'stopped';
    this.networks = start.networks;
    this.notes = start.notes;
  }

  get folder(): string {
    return this.start.folder;
  }

  get options(): ReproductionOptions {
    return this.start.options;
  }

  get offer(): readonly FigureOffer[] {
    return this.start.offer;
  }

  get isAtWork(): boolean {
    return this.abort !== null;
  }

  get view(): FiguresView {
    const { options, shownAs, offer } = this.start;
    const known = new Map(offer.map((figure) => [figure.id, figure]));
    return {
      title: titleOf(options.figures),
      options,
      folder: shownAs,
      figures: options.figures.map((id) => ({
        id,
        title: known.get(id)?.title ?? '',
        claim: known.get(id)?.claim ?? '',
        state: this.stateOf(id),
      })),
      status: this.status,
      networks: this.networks,
      activity: this.activity,
      notes: this.notes,
    };
  }

  figure(id: FigureId): ShownFigure | undefined {
    return this.figures.get(id);
  }

  /** Told everything that is known now, and every change from now on. @returns ends that */
  listen(listener: ReproductionListener): () => void {
    this.listeners.add(listener);
    this.replay(listener);
    return () => this.listeners.delete(listener);
  }

  replay(listener: ReproductionListener): void {
    listener.view(this.view);
    for (const figure of this.figures.values()) listener.figure(figure);
    if (this.error !== null) listener.failure(this.error);
  }

  /**
   * Reproduces to the end, or until it is stopped.
   * @param run is used up by it
   * @throws {CheckpointError} as `ReproductionWorker.reproduce`; every listener was told
   */
  async reproduce(run: ReproduceRun, params: ReproductionParams): Promise<ReproductionResult> {
    this.abort = new AbortController();
    this.error = null;
    this.change({ status: 'running', notes: [], activity: { text: 'Preparing', fraction: null, secondsLeft: null } });
    try {
      const result = await run.reproduce(params, {
        signal: this.abort.signal,
        onProgress: (progress) => this.progressed(progress),
      });
      for (const document of result.documents) this.show({ document, preliminary: false });
      this.abort = null;
      this.change({ status: result.status, notes: result.notes, activity: null });
      return result;
    } catch (error) {
      this.abort = null;
      this.error = messageOf(error);
      this.change({ status: 'failed', activity: null });
      for (const listener of this.listeners) listener.failure(this.error);
      throw error;
    } finally {
      await run.dispose();
    }
  }

  /** It ends within a batch; what is trained is kept. */
  stop(): void {
    if (this.abort === null) return;
    this.abort.abort();
    this.change({ activity: { text: 'Stopping', fraction: null, secondsLeft: null } });
  }

  private progressed({ networks: { done, total, secondsLeft }, text, figure }: ReproductionProgress): void {
    // An answer that was on its way while the networks at work end.
    const isStopping = this.abort?.signal.aborted === true;
    this.change({
      networks: { done, total },
      ...(isStopping ? {} : { activity: { text, fraction: total === 0 ? null : done / total, secondsLeft } }),
    });
    if (figure !== null) this.show(figure);
  }

  private show(figure: ShownFigure): void {
    const id = figure.document.figure;
    const before = this.stateOf(id);
    this.figures.set(id, figure);
    for (const listener of this.listeners) listener.figure(figure);
    if (this.stateOf(id) !== before) this.change({});
  }

  private stateOf(id: FigureId): FiguresView['figures'][number]['state'] {
    const figure = this.figures.get(id);
    if (figure === undefined) return 'waiting';
    return figure.preliminary ? 'preliminary' : 'done';
  }

  private change(part: Partial<Pick<FiguresView, 'status' | 'networks' | 'activity' | 'notes'>>): void {
    if (part.status !== undefined) this.status = part.status;
    if (part.networks !== undefined) this.networks = part.networks;
    if (part.activity !== undefined) this.activity = part.activity;
    if (part.notes !== undefined) this.notes = part.notes;
    for (const listener of this.listeners) listener.view(this.view);
  }
}

function titleOf(figures: readonly FigureId[]): string {
  const [first = ''] = figures;
  if (figures.length === 1) return `Figure ${first}`;
  return figures.length <= 4 ? `Figures ${figures.join(', ')}` : `${figures.length} figures of the paper`;
}
