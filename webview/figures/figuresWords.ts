import type { FiguresView } from '../../src/protocol/figuresPanel.js';
import { formatCount, formatSeconds } from '../shared/format.js';
import type { Counted } from './verdicts.js';

/** Where a reproduction stands, in a sentence. */
export function statusText({ status, networks, activity }: FiguresView): string {
  const { done, total } = networks;
  const trained = total === 0 ? '' : ` ${formatCount(done)} of ${formatCount(total)} networks are there.`;
  switch (status) {
    case 'running': {
      const left = activity?.secondsLeft ?? null;
      const text = activity?.text ?? 'Beginning…';
      return left === null ? text : `${text}, about ${formatSeconds(left)} left`;
    }
    case 'stopped':
      return `Stopped.${trained} What is there is kept; Go on takes it up from here.`;
    case 'failed':
      return `Not finished.${trained} What is there is kept; Go on tries again from here.`;
    case 'finished':
      return total === 0 ? 'Finished.' : `Finished with all ${formatCount(total)} networks.`;
  }
}

/** The same for a screen reader, which is told of every change: of the networks only each tenth of them, of a figure its name. */
export function announcedText(view: FiguresView): string {
  const { status, networks, activity } = view;
  if (status !== 'running') return statusText(view);
  const fraction = activity?.fraction ?? null;
  if (fraction === null || fraction >= 1) return activity?.text.replace(/: .*/, '') ?? 'Beginning…';
  return `${Math.floor(10 * fraction)}0 % of ${formatCount(networks.total)} networks are there.`.replace(/^00/, '0');
}

/** What a card without numbers says. */
export function waitingText({ status, networks: { done, total } }: FiguresView): string {
  if (status === 'running') {
    const missing = total - done;
    return missing > 0
      ? `Waiting for ${formatCount(missing)} ${missing === 1 ? 'network' : 'networks'}…`
      : 'Its turn comes as soon as the figures before it are done…';
  }
  if (status === 'finished') return 'Not made: the notes above or the log tell why.';
  return 'Not made yet. Go on makes it.';
}

/** `6 figures: 3 agrees, 1 undecided, 2 waiting` */
export function countsText(counts: readonly Counted[]): string {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const parts = counts.map(({ outcome, count }) => `${count} ${outcome}`);
  return `${all} ${all === 1 ? 'figure' : 'figures'}: ${parts.join(', ')}`;
}
