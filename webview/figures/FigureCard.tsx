import type { Palette } from '../../src/drawing/palette.js';
import type { FigureDocument, FigureId } from '../../src/protocol/figure.js';
import type { FigureExportKind } from '../../src/protocol/figuresPanel.js';
import { CopyButton } from '../shared/CopyButton.js';
import { capital, trueMinus } from '../shared/format.js';
import { Unbroken } from '../shared/Unbroken.js';
import type { CardState } from './figuresState.js';
import { PictureView } from './PictureView.js';
import { Settings } from './Settings.js';
import { mainNumber, statisticsTable } from './statistics.js';
import { StatisticsTable } from './StatisticsTable.js';
import { VerdictBadge } from './VerdictBadge.js';
import type { Outcome } from './verdicts.js';

interface FigureCardProps {
  readonly card: CardState;
  readonly outcome: Outcome;
  /** What a card without numbers says: why, and what to do. */
  readonly waiting: string;
  readonly isOpen: boolean;
  /** Over the whole width of a wide page. */
  readonly isWide: boolean;
  readonly palette: Palette;
  readonly onOpen: (figure: FigureId, isOpen: boolean) => void;
  readonly onExport: (figure: FigureId, kind: FigureExportKind) => void;
  readonly copy: (text: string) => Promise<void>;
}

/** One figure of the paper: what it claims, what came out here, and what decides. */
export function FigureCard({
  card,
  outcome,
  waiting,
  isOpen,
  isWide,
  palette,
  onOpen,
  onExport,
  copy,
}: FigureCardProps) {
  const { id, shown, state } = card;
  const document = shown?.document ?? null;
  return (
    <section
      class={isWide ? 'card figure-card figure-wide' : 'card figure-card'}
      data-testid={`figure-${id}`}
      data-state={state}
      aria-labelledby={headingId(id)}
    >
      <div class="card-head">
        <h2 id={headingId(id)} tabIndex={-1}>
          {id} <span class="figure-title">{document?.title ?? card.title}</span>
        </h2>
        <VerdictBadge id={id} outcome={outcome} />
      </div>
      {document !== null && <p class="figure-panel">{panelText(document)}</p>}
      <p class="claim">{document?.claim ?? card.claim}</p>
      {document === null ? (
        <p class="card-empty" data-testid={`waiting-${id}`}>
          {waiting}
        </p>
      ) : (
        <>
          {document.why !== '' && (
            <p class={state === 'preliminary' ? 'why preliminary' : 'why'} data-testid={`why-${id}`}>
              <Unbroken text={capital(trueMinus(document.why))} />
            </p>
          )}
          <div class={isSingle(document) ? 'figure-body figure-single' : 'figure-body'}>
            <Pictures document={document} palette={palette} copy={copy} />
            <StatisticsTable document={document} />
          </div>
          <Settings document={document} isOpen={isOpen} onOpen={onOpen} />
          <div class="figure-tools">
            {(['svg', 'html', 'json', 'csv'] as const).map((kind) => (
              <button
                key={kind}
                type="button"
                class="quiet"
                aria-label={`Export figure ${id} as ${kind.toUpperCase()}`}
                data-testid={`export-${id}-${kind}`}
                onClick={() => onExport(id, kind)}
              >
                {kind.toUpperCase()}
              </button>
            ))}
            <CopyButton table={statisticsTable(document)} copy={copy} words="Copy statistics" />
          </div>
        </>
      )}
    </section>
  );
}

/** Whether there is room for its numbers beside its picture. */
function isSingle({ data: { pictures }, statistics }: FigureDocument): boolean {
  return pictures.length === 1 && pictures[0]?.kind === 'chart' && statistics.length > 0;
}

export function headingId(id: FigureId): string {
  return `figure-${id}-title`;
}

interface PicturesProps extends Pick<FigureCardProps, 'palette' | 'copy'> {
  readonly document: FigureDocument;
}

function Pictures({ document, palette, copy }: PicturesProps) {
  const { pictures } = document.data;
  if (pictures.length === 0) return null;
  const main = mainNumber(document);
  return (
    <div class={pictures.length === 2 || pictures.length === 4 ? 'pictures pictures-two' : 'pictures'}>
      {pictures.map((picture, at) => (
        <PictureView key={at} picture={picture} main={main} palette={palette} copy={copy} />
      ))}
    </div>
  );
}

/** Where the paper has it; its two versions number figures differently. */
function panelText({ panel: { v1, v2 } }: FigureDocument): string {
  const places = [v1 === null ? null : `version 1: ${v1}`, v2 === null ? null : `version 2: ${v2}`];
  const known = places.filter((place) => place !== null);
  return known.length === 0 ? 'A statement of the text' : `In the paper: ${known.join(' · ')}`;
}
