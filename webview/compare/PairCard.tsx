import type { NodeFacts } from '../morphology/nodeFacts.js';
import { formatNumber } from '../shared/format.js';
import { Value } from '../shared/Value.js';

interface PairCardProps {
  /** Null where that side has no such node, or is not measured. */
  readonly a: NodeFacts | null;
  readonly b: NodeFacts | null;
  /** The number that b itself gives this node, where it is another. */
  readonly ownNumber: number | null;
}

/** One node on both sides. */
export function PairCard({ a, b, ownNumber }: PairCardProps) {
  const facts = a ?? b;
  if (facts === null) return null;
  return (
    <>
      <strong>
        {facts.layer} <span class="muted">node {facts.node}</span>
      </strong>
      {ownNumber !== null && <p class="muted">matched to node {ownNumber} of b</p>}
      <table class="pair-facts">
        <thead>
          <tr>
            <th />
            <th scope="col">a</th>
            <th scope="col">b</th>
            <th scope="col">change</th>
          </tr>
        </thead>
        <tbody>
          <NumberRow id="in" words="in" a={a?.inFraction} b={b?.inFraction} />
          <NumberRow id="out" words="out" a={a?.outFraction} b={b?.outFraction} />
          <NumberRow id="connectivity" words="connectivity" a={a?.connectivity} b={b?.connectivity} />
          <FlagRow words="accessible" a={a?.accessible} b={b?.accessible} />
          <FlagRow words="live" a={a?.live} b={b?.live} />
        </tbody>
      </table>
    </>
  );
}

interface RowProps<Kind> {
  readonly words: string;
  readonly a: Kind | null | undefined;
  readonly b: Kind | null | undefined;
}

/** The input and the last nodes have no shares: then there is no row. */
function NumberRow({ id, words, a = null, b = null }: RowProps<number> & { readonly id: string }) {
  if (a === null && b === null) return null;
  return (
    <tr>
      <th scope="row">{words}</th>
      <td>
        <Value id={`node-${id}-a`} value={a} />
      </td>
      <td>
        <Value id={`node-${id}-b`} value={b} />
      </td>
      <td>{a === null || b === null ? '–' : signed(b - a)}</td>
    </tr>
  );
}

function FlagRow({ words, a = null, b = null }: RowProps<boolean>) {
  if (a === null && b === null) return null;
  return (
    <tr>
      <th scope="row">{words}</th>
      <td>{yesOrNo(a)}</td>
      <td>{yesOrNo(b)}</td>
      <td />
    </tr>
  );
}

function signed(value: number): string {
  return value > 0 ? `+${formatNumber(value, 3)}` : formatNumber(value, 3);
}

function yesOrNo(flag: boolean | null): string {
  return flag === null ? '–' : flag ? 'yes' : 'no';
}
