import { formatNumber } from '../shared/format.js';
import type { NodeFacts } from './nodeFacts.js';

/** A node in one breath. */
export function spokenFacts(facts: NodeFacts | null): string {
  if (facts === null) return '';
  const parts = [`${facts.layer}, node ${facts.node} of ${facts.nodes}`];
  if (facts.connectivity !== null) parts.push(`connectivity ${formatNumber(facts.connectivity)}`);
  if (facts.accessible !== null) parts.push(facts.accessible ? 'accessible' : 'not accessible');
  if (facts.live === false) parts.push('dead');
  return `${parts.join(', ')}.`;
}
