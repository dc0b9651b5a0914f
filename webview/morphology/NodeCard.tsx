import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatCount, formatNumber } from '../shared/format.js';
import { Value } from '../shared/Value.js';
import type { NodeFacts, Partner } from './nodeFacts.js';
import { placeCard } from './placeCard.js';

interface CardFrameProps {
  /** Of the node, inside the drawing. */
  readonly x: number;
  readonly y: number;
  /** The card is placed anew when this is another. */
  readonly content: unknown;
  readonly children: ComponentChildren;
}

/** A card beside a node, always inside the drawing. */
export function CardFrame({ x, y, content, children }: CardFrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    const box = element?.offsetParent;
    if (element === null || !(box instanceof HTMLElement)) return;
    const card = { width: element.offsetWidth, height: element.offsetHeight };
    const place = placeCard(x, y, card, { width: box.clientWidth, height: box.clientHeight });
    element.style.left = `${place.left}px`;
    element.style.top = `${place.top}px`;
  }, [content, x, y]);
  return (
    <div ref={frame} class="node-card" data-testid="node-card">
      {children}
    </div>
  );
}

/** The node's numbers. */
export function NodeCard({ facts }: { readonly facts: NodeFacts }) {
  return (
    <>
      <strong>
        {facts.layer} <span class="muted">node {facts.node}</span>
      </strong>
      {facts.connectivity !== null && (
        <dl>
          <dt>in</dt>
          <dd>
            <Value id="node-in" value={facts.inFraction} />{' '}
            <Relative value={facts.inFraction} homogeneous={1 / facts.nodes} />
          </dd>
          <dt>out</dt>
          <dd>
            <Value id="node-out" value={facts.outFraction} />{' '}
            <Relative value={facts.outFraction} homogeneous={1 / facts.nodes} />
          </dd>
          <dt>connectivity</dt>
          <dd>
            <Value id="node-connectivity" value={facts.connectivity} />{' '}
            <Relative value={facts.connectivity} homogeneous={1 / facts.nodes ** 2} />
          </dd>
        </dl>
      )}
      {facts.accessible !== null && <p>{facts.accessible ? 'accessible' : 'not accessible'}</p>}
      {facts.live !== null && <p data-testid="node-live">{livenessOf(facts.live, facts.samples)}</p>}
      {facts.before !== null && <Partners words="from" {...facts.before} />}
      {facts.after !== null && <Partners words="to" {...facts.after} />}
    </>
  );
}

/** "dead: never active in 1,000 samples". */
export function livenessOf(live: boolean, samples: number | null): string {
  const where = samples === null ? 'the sample data' : `${formatCount(samples)} samples`;
  return live ? `live: active in some of ${where}` : `dead: never active in ${where}`;
}

/** How often as much as in a layer whose nodes are all equal. */
function Relative({ value, homogeneous }: { readonly value: number | null; readonly homogeneous: number }) {
  return value === null ? null : <span class="muted">{formatNumber(value / homogeneous, 2)}× even</span>;
}

interface PartnersProps {
  readonly words: string;
  readonly layer: string;
  readonly partners: readonly Partner[];
}

function Partners({ words, layer, partners }: PartnersProps) {
  if (partners.length === 0) return null;
  return (
    <p>
      <span class="muted">
        {words} {layer}:
      </span>{' '}
      {partners.map(({ node, value }, index) => (
        <span key={node} class="partner">
          {node} ({formatNumber(value, 3)}){index < partners.length - 1 ? ', ' : ''}
        </span>
      ))}
    </p>
  );
}
