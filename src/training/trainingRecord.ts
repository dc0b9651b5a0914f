import { isFolder } from '../checkpoint/isFolder.js';
import type { TrainingRecord } from '../protocol/worker.js';
import { readRunDocument } from './runDocument.js';
import { isRunLocked } from './runLock.js';

/**
 * What a folder says about a training in it; null when there is none. A damaged `run.json` counts as none: the checkpoints
 * beside it can be looked at all the same, and whoever resumes is told.
 */
export function trainingRecord(folder: string): TrainingRecord | null {
  if (!isFolder(folder)) return null;
  const isHeld = isRunLocked(folder);
  try {
    const { status, epochs, note } = readRunDocument(folder);
    return { status, isHeld, epochs, note };
  } catch {
    return isHeld ? { status: 'running', isHeld, epochs: null, note: null } : null;
  }
}
