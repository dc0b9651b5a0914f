import { CheckpointError } from '../network/failure.js';
import type { ReproducedDataset, ReproductionParams } from '../protocol/reproduction.js';
import { dataSource } from '../training/datasets/registry.js';
import type { Dataset } from '../training/settings.js';
import { loadShared } from './sharedData.js';

/** The data sets of a reproduction, each loaded once when it is first needed. */
export class SharedDatasets {
  private readonly loading = new Map<ReproducedDataset, Promise<Dataset>>();

  /** The reproduction's seed draws the clusters and splits the rows. */
  constructor(private readonly params: Pick<ReproductionParams, 'files' | 'seed'>) {}

  /** @throws {CheckpointError} `missing` without its original files, and what loading gives */
  load(id: ReproducedDataset): Promise<Dataset> {
    const known = this.loading.get(id);
    if (known !== undefined) return known;
    const loading = this.read(id);
    this.loading.set(id, loading);
    return loading;
  }

  /** All of these, by their names. */
  async loadAll(ids: readonly ReproducedDataset[]): Promise<Readonly<Record<string, Dataset>>> {
    const loaded: Record<string, Dataset> = {};
    for (const id of ids) loaded[id] = await this.load(id);
    return loaded;
  }

  private async read(id: ReproducedDataset): Promise<Dataset> {
    const { files, seed } = this.params;
    const source = dataSource(id);
    const paths = files[id] ?? [];
    if (paths.length < source.files.length) {
      throw new CheckpointError(
        'missing',
        `${source.title} cannot be trained on without ${source.files.map(({ name }) => name).join(', ')}; name the folder of the original files or leave this data set out.`,
      );
    }
    return loadShared(id, paths, { seed, scaling: source.scaling });
  }
}
