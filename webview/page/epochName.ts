import type { EpochView } from '../../src/protocol/panel.js';
import { formatCount } from '../shared/format.js';

/** The file's name without its folders. */
export function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

/** "epoch 6", or the file's name where it has no epoch: a place in a list is no epoch. */
export function epochName({ epoch, file }: Pick<EpochView, 'epoch' | 'file'>): string {
  return epoch === null ? baseName(file) : `epoch ${formatCount(epoch)}`;
}

/** The same for an end of the slider, where it is clear that a number is an epoch. */
export function epochMark({ epoch, file }: Pick<EpochView, 'epoch' | 'file'>): string {
  return epoch === null ? baseName(file) : formatCount(epoch);
}

/** The same with the file, for a hover. */
export function epochAndFile(epoch: Pick<EpochView, 'epoch' | 'file'>): string {
  return epoch.epoch === null ? baseName(epoch.file) : `${epochName(epoch)} · ${epoch.file}`;
}
