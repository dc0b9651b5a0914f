import { CheckpointError } from '../../network/failure.js';
import { readOriginal } from './readOriginal.js';
import type { OriginalFile } from './originalFile.js';
import { scalingInWords, type Scaling } from './scaling.js';
import type { DataSource } from './source.js';
import { datasetOf, splitTable, type Table } from './table.js';

const ROWS = 20_640;
const TRAIN = 16_512;
const FEATURES = 8;
const SCALING: Scaling = { features: 'standard', target: 'raw' };

const file: OriginalFile = {
  name: 'cal_housing.data',
  alsoNamed: ['cal_housing.data.gz', 'cal_housing.tgz', 'cal_housing.tar.gz', 'CaliforniaHousing/cal_housing.data'],
  url: 'https://ndownloader.figshare.com/files/5976036',
  packing: 'tar.gz',
  member: 'cal_housing.data',
  maxBytes: 2 * 2 ** 20,
  unpackedBytes: 2_092_122,
  sha256: 'd3d8a1a722ae78f91134862727d27a70b1415e7d512a89140406248687f4b902',
  // As scikit-learn pins the archive in sklearn/datasets/_california_housing.py.
  packedSha256: 'aaa5c9a6afe2225cc2aed2723682ae403280c4a3695a2ddda4ffb5d8215ea681',
};

/**
 * California Housing (Pace and Barry 1997): the original file, of which scikit-learn's `fetch_california_housing` derives
 * its eight features MedInc, HouseAge, AveRooms, AveBedrms, Population, AveOccup, Latitude, Longitude, and the target
 * MedHouseVal in 100 000 dollars. Split 16 512 / 4128 as in the paper, by the seed.
 */
export const californiaHousing: DataSource = {
  id: 'california-housing',
  title: 'California Housing',
  detail: '20 640 districts, 8 features, the median house value in 100 000 dollars',
  files: [file],
  origin: `${file.url} (StatLib's cal_housing.tgz, which scikit-learn's fetch_california_housing downloads)`,
  scaling: SCALING,
  inWords: {
    train: TRAIN,
    test: ROWS - TRAIN,
    made: `districts with ${FEATURES} features, split by the seed; the target is the median house value in 100 000 dollars`,
    scaling: scalingInWords(SCALING),
  },
  load: (paths, { seed, scaling }) => {
    const text = new TextDecoder().decode(readOriginal(paths, 0, file));
    return Promise.resolve(datasetOf(californiaHousing.id, 'values', splitTable(parse(text), TRAIN, seed), scaling));
  },
};

/** Columns: longitude, latitude, housing median age, rooms, bedrooms, population, households, income, house value. */
function parse(text: string): Table {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length !== ROWS) throw bad(`has ${lines.length} rows where the original has ${ROWS}`);
  const table = { features: FEATURES, x: new Float64Array(ROWS * FEATURES), y: new Float64Array(ROWS) };
  for (const [row, line] of lines.entries()) {
    const cells = line.split(',').map(Number);
    if (cells.length !== 9 || !cells.every(Number.isFinite)) throw bad(`holds no nine numbers in row ${row + 1}`);
    const [longitude, latitude, age, rooms, bedrooms, population, households, income, value] = cells as Nine;
    table.x.set(
      [
        income,
        age,
        rooms / households,
        bedrooms / households,
        population,
        population / households,
        latitude,
        longitude,
      ],
      row * FEATURES,
    );
    table.y[row] = value / 100_000;
  }
  return table;
}

type Nine = [number, number, number, number, number, number, number, number, number];

function bad(what: string): CheckpointError {
  return new CheckpointError(
    'bad-data',
    `${file.name} ${what}; use the original file of StatLib, which scikit-learn downloads too.`,
  );
}
