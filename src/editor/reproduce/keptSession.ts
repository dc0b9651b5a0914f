import { ReproductionSession } from '../../jobs/reproductionSession.js';
import { shownPath } from '../dialog/askFolder.js';
import type { Services } from '../services.js';
import { reproduceThread } from './reproduceThread.js';

/** A reproduction as its folder tells of it. @throws {CheckpointError} as `ReproductionWorker.kept` */
export async function keptSession(services: Services, folder: string): Promise<ReproductionSession> {
  const thread = reproduceThread(services);
  try {
    const [offer, kept] = await Promise.all([thread.offer(), thread.kept(folder, services.networks)]);
    return new ReproductionSession({ folder, shownAs: shownPath(folder), offer, ...kept });
  } finally {
    await thread.dispose();
  }
}
