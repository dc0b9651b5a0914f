import { basename } from 'node:path';
import type { LiveTraining } from '../../jobs/liveTraining.js';
import { shortly } from '../../report/shortly.js';
import { commandIds, contextKeys } from '../contributions.js';
import type { JobsStatus } from '../jobsStatus.js';

/** Trainings in the status bar. */
export const status: JobsStatus<LiveTraining> = {
  id: 'morphoscope.training',
  name: 'Morphoscope trainings',
  command: commandIds.showTrainings,
  contextKey: contextKeys.training,
  words,
  plural: 'trainings',
};

/** `clusters-1 120/500 · loss 1.234` */
export function words({ folder, view }: LiveTraining): string {
  const { status: now, unit, done, total, loss } = view;
  if (done === null || total === null) return `${basename(folder)} ${now === 'stopping' ? 'stopping' : 'loading data'}`;
  return `${basename(folder)} ${done}/${total}${unit === 'network' ? ' networks' : ''}${loss === null ? '' : ` · loss ${shortly(loss, 4)}`}`;
}
