import type { TrainingView } from '../../src/protocol/panel.js';
import { formatCount, formatSeconds } from '../shared/format.js';

/** Where a training stands, in words. */
export function trainingWords(view: TrainingView, isPlaying: boolean): string {
  const { status, effort, note } = view;
  const of = counted(view);
  const time = effort === null ? '' : `, ${formatSeconds(effort.seconds)}`;
  switch (status) {
    case 'preparing':
      return 'Loading the data…';
    case 'training':
      return `Training:${of}${time}${note === null ? '' : `.${noted(note)}`}`;
    case 'stopping':
      return `Stopping after${of === '' ? ' this epoch' : of}…`;
    case 'elsewhere':
      return `Another process is training this run${of === '' ? '' : `:${of}`}.`;
    case 'stopped':
      return `Stopped after${of === '' ? ' its beginning' : of}.${noted(note)}`;
    case 'interrupted':
      return `Interrupted after${of === '' ? ' its beginning' : of}; what was saved is whole.`;
    case 'diverged':
      return note ?? `Diverged in${of}.`;
    case 'finished':
      return `${finished(view, isPlaying)}${noted(note)}`;
  }
}

/** ` epoch 12 of 30`, ` 3 of 100 networks`; empty while it is not known. */
function counted({ unit, done, total }: TrainingView): string {
  if (done === null || total === null) return '';
  const numbers = `${formatCount(done)} of ${formatCount(total)}`;
  return unit === 'epoch' ? ` epoch ${numbers}` : ` ${numbers} networks`;
}

function finished({ unit, total, effort }: TrainingView, isPlaying: boolean): string {
  if (effort === null || effort.trained === 0) return `Trained ${formatCount(total)} ${unit}s.`;
  const sentence = `Trained ${formatCount(effort.trained)} ${unit}s in ${formatSeconds(effort.seconds)}`;
  return isPlaying ? `${sentence}; playing the kept epochs.` : `${sentence}.`;
}

function noted(note: string | null): string {
  return note === null ? '' : ` ${note}`;
}
