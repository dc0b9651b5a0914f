import type { FigureDocument, FigureId } from '../../src/protocol/figure.js';
import type { FiguresView } from '../../src/protocol/figuresPanel.js';

export interface ShownFigure {
  readonly document: FigureDocument;
  readonly preliminary: boolean;
}

/** Everything the page of a reproduction was told. */
export interface FiguresState {
  readonly view: FiguresView | null;
  readonly figures: ReadonlyMap<FigureId, ShownFigure>;
  /** One sentence; gone with the next view that is at work or done. */
  readonly failure: string | null;
}

export const NOTHING_TOLD: FiguresState = { view: null, figures: new Map(), failure: null };

export type FiguresNews =
  | { readonly kind: 'view'; readonly view: FiguresView }
  | { readonly kind: 'figure'; readonly figure: ShownFigure }
  | { readonly kind: 'failure'; readonly message: string };

export function withNews(state: FiguresState, news: readonly FiguresNews[]): FiguresState {
  return news.reduce((now, one) => {
    switch (one.kind) {
      case 'view': {
        const goesOn = one.view.status === 'running' || one.view.status === 'finished';
        return { ...now, view: one.view, failure: goesOn ? null : now.failure };
      }
      case 'figure':
        return { ...now, figures: new Map(now.figures).set(one.figure.document.figure, one.figure) };
      case 'failure':
        return { ...now, failure: one.message };
    }
  }, state);
}

/** A figure's card: what is planned, and what is there of it. */
export interface CardState {
  readonly id: FigureId;
  readonly title: string;
  readonly claim: string;
  readonly state: 'waiting' | 'preliminary' | 'done';
  readonly shown: ShownFigure | null;
}

/** In the order of the view. A document that is there tells its own state: its message may come before the view's. */
export function cardsOf({ view, figures }: FiguresState): readonly CardState[] {
  return (view?.figures ?? []).map(({ id, title, claim }) => {
    const shown = figures.get(id) ?? null;
    const state = shown === null ? 'waiting' : shown.preliminary ? 'preliminary' : 'done';
    return { id, title, claim, state, shown };
  });
}
