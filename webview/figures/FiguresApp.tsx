import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks';
import type { Palette } from '../../src/drawing/palette.js';
import type { FigureId } from '../../src/protocol/figure.js';
import type { FigureExportKind } from '../../src/protocol/figuresPanel.js';
import { Failure } from '../page/States.js';
import { useSaved } from '../page/useView.js';
import type { FiguresProvider } from '../provider/figuresProvider.js';
import { motionAllowed } from '../shared/motion.js';
import { usePalette } from '../shared/usePalette.js';
import { wideCards } from './cardRows.js';
import { FigureCard, headingId } from './FigureCard.js';
import { FiguresHeader } from './FiguresHeader.js';
import { cardsOf, type CardState } from './figuresState.js';
import { restoredChoices } from './figuresView.js';
import { waitingText } from './figuresWords.js';
import { Summary } from './Summary.js';
import { useFigures } from './useFigures.js';
import { outcomeOf, type Outcome } from './verdicts.js';

/** The page of a reproduction: one card a figure, filled as results come. */
export function FiguresApp({ provider }: { readonly provider: FiguresProvider }) {
  const state = useFigures(provider);
  const [choices, change] = useSaved(provider, restoredChoices);
  const palette = usePalette();
  const { view, failure } = state;
  const cards = useMemo(() => cardsOf(state), [state]);
  const isAtWork = view?.status === 'running';
  const wide = wideCards(cards.map(({ shown }) => shown?.document ?? null));
  const figures = cards.map((card) => ({ card, outcome: outcomeOf(card, isAtWork) }));

  const onJump = useCallback(
    (figure: FigureId) => {
      change({ figure });
      goTo(figure, motionAllowed() ? 'smooth' : 'instant');
    },
    [change],
  );
  useReturn(choices.figure, cards);
  const onOpen = useCallback(
    (figure: FigureId, isOpen: boolean) => {
      const others = choices.open.filter((id) => id !== figure);
      if (isOpen !== choices.open.includes(figure)) change({ open: isOpen ? [...others, figure] : others });
    },
    [choices.open, change],
  );

  if (view === null) {
    if (failure !== null)
      return <Failure message={failure} provider={{ live: true, showLog: () => provider.showLog() }} />;
    return (
      <div class="page">
        <p class="muted" role="status" data-testid="waiting">
          Looking at the folder of results…
        </p>
      </div>
    );
  }
  const waiting = waitingText(view);
  return (
    <div class="page figures-page">
      <FiguresHeader view={view} failure={failure} provider={provider} />
      {figures.length > 0 && <Summary figures={figures} onJump={onJump} />}
      <div class="figure-cards">
        {figures.map(({ card, outcome }, at) => (
          <KeptCard
            key={card.id}
            card={card}
            outcome={outcome}
            waiting={waiting}
            isOpen={choices.open.includes(card.id)}
            isWide={wide[at] === true}
            palette={palette}
            onOpen={onOpen}
            provider={provider}
          />
        ))}
      </div>
    </div>
  );
}

interface KeptCardProps {
  readonly card: CardState;
  readonly outcome: Outcome;
  readonly waiting: string;
  readonly isOpen: boolean;
  readonly isWide: boolean;
  readonly palette: Palette;
  readonly onOpen: (figure: FigureId, isOpen: boolean) => void;
  readonly provider: FiguresProvider;
}

/** A card made anew only when something of it changes: progress comes often, and pictures are large. */
function KeptCard({ card, outcome, waiting, isOpen, isWide, palette, onOpen, provider }: KeptCardProps) {
  const { id, title, claim, state, shown } = card;
  const words = shown === null ? waiting : '';
  return useMemo(
    () => (
      <FigureCard
        card={{ id, title, claim, state, shown }}
        outcome={outcome}
        waiting={words}
        isOpen={isOpen}
        isWide={isWide}
        palette={palette}
        onOpen={onOpen}
        onExport={(figure: FigureId, kind: FigureExportKind) => provider.exportFigure(figure, kind)}
        copy={(text) => provider.copy(text)}
      />
    ),
    [id, title, claim, state, shown, outcome, words, isOpen, isWide, palette, onOpen, provider],
  );
}

/** After a reload, once: back to the figure that was gone to last, as soon as it is there. */
function useReturn(figure: FigureId | null, cards: readonly CardState[]): void {
  const wanted = useRef(figure);
  useEffect(() => {
    const id = wanted.current;
    if (id === null || cards.every((card) => card.id !== id || card.shown === null)) return;
    wanted.current = null;
    goTo(id, 'instant');
  }, [cards]);
}

/** Also for the keyboard: the next Tab goes on from there. */
function goTo(figure: FigureId, behavior: ScrollBehavior): void {
  const heading = document.getElementById(headingId(figure));
  heading?.closest('section')?.scrollIntoView({ behavior, block: 'start' });
  heading?.focus({ preventScroll: true });
}
