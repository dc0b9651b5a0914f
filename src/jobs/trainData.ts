import { CheckpointError } from '../network/failure.js';
import type { CallContext } from '../protocol/rpc.js';
import type { DataLocation, DataPlace, DownloadProgress } from '../protocol/training.js';
import { download } from '../training/datasets/download.js';
import { downloadQuestion, locate } from '../training/datasets/locate.js';
import { dataSource } from '../training/datasets/registry.js';

/** Where a data set's files are, or the question without whose yes nothing is fetched. */
export function locateData({ dataset, dataFolder, cache }: DataPlace): DataLocation {
  const source = dataSource(dataset);
  const located = locate(source, dataFolder, cache);
  if (located.kind === 'found') return { kind: 'found', files: located.paths };
  const { files } = located;
  const names = files.map(({ name }) => name).join(', ');
  const [what, it] = files.length === 1 ? ['file', 'it'] : ['files', 'them'];
  const origin = source.origin === undefined ? '' : ` from ${source.origin}`;
  return {
    kind: 'missing',
    question: downloadQuestion(source, files),
    refusal: `${source.title} needs the original ${what} ${names}: put ${it}${origin} into a folder, packed or not, and name that folder by --data-dir.`,
  };
}

/** @returns the paths of all original files */
export async function downloadData(
  { dataset, cache }: Omit<DataPlace, 'dataFolder'>,
  { signal, progress }: CallContext,
): Promise<readonly string[]> {
  const source = dataSource(dataset);
  const located = locate(source, null, cache);
  for (const file of located.kind === 'missing' ? located.files : []) {
    await download(file, cache, {
      signal,
      onProgress: (received, total) => progress({ name: file.name, received, total } satisfies DownloadProgress),
    });
  }
  const complete = locate(source, null, cache);
  if (complete.kind === 'found') return complete.paths;
  throw new CheckpointError('missing', `${source.title} could not be stored in ${cache}; choose another folder.`);
}
