import { californiaHousing } from './californiaHousing.js';
import { clusters } from './clusters.js';
import { mnist } from './mnist.js';
import type { DataSource } from './source.js';
import { tableFile } from './tableFile.js';

/** The data sets with a name, in the order of the choice. */
export const dataSources: readonly DataSource[] = [clusters, californiaHousing, mnist];

/** A data set by its name, else a table in a file of the user's. */
export function dataSource(nameOrPath: string): DataSource {
  return dataSources.find(({ id }) => id === nameOrPath) ?? tableFile(nameOrPath);
}
