import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatNumber } from '../shared/format.js';
import { Value } from '../shared/Value.js';
import type { NodeFacts, Partner } from './nodeFacts.js';

interface NodeCardProps {
  readonly facts: NodeFacts;
  /** Of the node, inside the drawing. */
  readonly x: number;
  readonly y: number;
}

/** The node's numbers beside it, always inside the drawing. */
export function NodeCard({ facts, x, y }: NodeCardProps) {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = card.current;
    const box = element?.offsetParent;
    if (element === null || !(box instanceof HTMLElement)) return;
    const right = x + 20;
    const left = right + element.offsetWidth > box.clientWidth ? x - 20 - element.offsetWidth : right;
    element.style.left = `${Math.max(4, Math.min(left, box.clientWidth - element.offsetWidth - 4))}px`;
    element.style.top = `${Math.max(4, Math.min(y - 24, box.clientHeight - element.offsetHeight - 4))}px`;
  }, [facts, x, y]);
  return (
    <div ref={card} class="node-card" data-testid="node-card">
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
      {facts.before !== null && <Partners words="from" {...facts.before} />}
      {facts.after !== null && <Partners words="to" {...facts.after} />}
    </div>
  );
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
