import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { NodePlace } from '../../src/drawing/channel.js';
import type { ChangeSketch, LayerPermutation } from '../../src/protocol/comparison.js';
import { CardFrame } from '../morphology/NodeCard.js';
import { factsAt } from '../morphology/nodeFacts.js';
import type { SceneMaker } from '../morphology/picture.js';
import { spokenFacts } from '../morphology/spokenFacts.js';
import { usePalette } from '../shared/usePalette.js';
import type { CompareChoices } from './compareChoices.js';
import { DifferenceDrawing } from './DifferenceDrawing.js';
import { useDrawnPair, type DrawnSide } from './drawnSide.js';
import { PairCard } from './PairCard.js';
import type { Side } from './sides.js';
import { SideDrawing, type Link } from './SideView.js';

interface PairDrawingsProps {
  readonly a: Side;
  readonly b: Side;
  /** Which node of b is which of a. */
  readonly matched: readonly LayerPermutation[];
  /** Null while it is not known, or where the sides cannot be compared. */
  readonly changes: ChangeSketch | null;
  /** Why there is no difference to draw. */
  readonly whyNot: string;
  readonly choices: CompareChoices;
  readonly asTable: boolean;
  readonly copy: (text: string) => Promise<void>;
  readonly scenes: Readonly<Record<'a' | 'b' | 'difference', SceneMaker>>;
  /** The sliders of a side, above its drawing. */
  readonly controls: (side: Side) => ComponentChildren;
}

/** Both sides and their difference: a node pointed at in one is shown in all. */
export function PairDrawings(props: PairDrawingsProps) {
  const { a, b, matched, changes, whyNot, choices, asTable, copy, scenes, controls } = props;
  const [cursor, setCursor] = useState<NodePlace | null>(null);
  const [isolated, setIsolated] = useState<NodePlace | null>(null);
  const palette = usePalette();
  const { order, segment } = choices;
  const pair = useDrawnPair(a, b, matched, segment);

  const factsOf = (place: NodePlace) => ({
    a: pair.a === null ? null : factsAt(pair.a, place),
    b: pair.b === null ? null : factsAt(pair.b, place),
  });
  const link: Link = {
    cursor,
    onCursor: setCursor,
    isolated,
    onIsolate: setIsolated,
    speak: (place) => {
      const facts = factsOf(place);
      return [facts.a && `a: ${spokenFacts(facts.a)}`, facts.b && `b: ${spokenFacts(facts.b)}`]
        .filter(Boolean)
        .join(' ');
    },
    card: (place, x, y) => {
      const facts = factsOf(place);
      return (
        <CardFrame x={x} y={y} content={facts}>
          <PairCard {...facts} ownNumber={ownNumber(matched, facts.a?.layer, place.node)} />
        </CardFrame>
      );
    },
    asTable,
    order,
    palette,
    copy,
  };
  const both = pair.a !== null && pair.b !== null;
  const drawn = changes !== null && hasCommonChain(changes) ? changes : null;
  return (
    <section class="pair" aria-label="Morphologies">
      {([a, b] as const).map((side) => {
        const own = pair[side.which];
        return (
          <section
            key={side.which}
            class="pair-part"
            data-testid={`compare-${side.which}`}
            aria-label={`${side.which}: ${side.name}`}
          >
            {controls(side)}
            {own === null ? (
              <Missing side={side} />
            ) : (
              <SideDrawing
                side={own}
                beside={side.which === 'a' ? pair.b : pair.a}
                last={pair.last}
                link={link}
                scenes={scenes[side.which]}
              />
            )}
          </section>
        );
      })}
      <section class="pair-part pair-difference" data-testid="compare-difference" aria-label="Difference">
        <div class="side-head">
          <h2>Difference, from a to b{drawn !== null && isNone(drawn) && ': none'}</h2>
          {isolated !== null && (
            <button type="button" class="quiet" data-testid="release" onClick={() => setIsolated(null)}>
              Show all channels
            </button>
          )}
        </div>
        {both && drawn !== null ? (
          <DifferenceDrawing
            a={pair.a}
            b={pair.b}
            last={pair.last}
            changes={drawn}
            link={link}
            scenes={scenes.difference}
          />
        ) : (
          <p class="no-drawing" role="status">
            {whyNot}
          </p>
        )}
      </section>
      <PairCaption hasData={hasData(pair.a) || hasData(pair.b)} />
    </section>
  );
}

/** What lines and nodes mean; colour is never alone. */
function PairCaption({ hasData }: { readonly hasData: boolean }) {
  return (
    <p class="caption pair-caption">
      a and b: line width and opacity are |w| against the larger of both sides’ largest in that matrix; node area is
      connectivity, on one scale; filled: accessible, hollow: cut off from the output
      {hasData && ', crossed: dead, never active in the sample data'}. Difference: line width is the change of |w|
      against the largest of its matrix, <i class="swatch swatch-positive" /> grown,{' '}
      <i class="swatch swatch-negative" /> shrunk, dashed: the sign flipped; node area is the change of connectivity,
      filled: grown, hollow: shrunk.
    </p>
  );
}

/** Whether it is known which nodes are dead. */
function hasData(side: DrawnSide | null): boolean {
  return side !== null && side.checkpoint.report.layers.some(({ live }) => live !== null);
}

function Missing({ side }: { readonly side: Side }) {
  return (
    <p
      class="no-drawing"
      role={side.failure === null ? 'status' : 'alert'}
      data-testid={`compare-${side.which}-missing`}
    >
      {side.failure ?? `Measuring ${side.name}: the drawing appears as soon as its weights are read…`}
    </p>
  );
}

/** Networks without a chain, or of which no matrix is on both sides, have changed unseen. */
function hasCommonChain({ segments }: ChangeSketch): boolean {
  return segments.some((matrices) => matrices.some((matrix) => matrix !== null));
}

function isNone({ segments }: ChangeSketch): boolean {
  return segments.every((matrices) => matrices.every((matrix) => matrix !== null && matrix.largest === 0));
}

function ownNumber(matched: readonly LayerPermutation[], layer: string | undefined, node: number): number | null {
  const own = matched.find(({ name }) => name === layer)?.order[node] ?? node;
  return own === node ? null : own;
}
