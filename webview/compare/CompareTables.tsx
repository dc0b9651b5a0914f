import { useMemo } from 'preact/hooks';
import type { Comparison } from '../../src/protocol/comparison.js';
import { ReasonList } from '../layers/ReasonList.js';
import { SortableTable } from '../layers/SortableTable.js';
import { layerColumns, matrixColumns, rowName, rowNameAgainst } from './pairColumns.js';
import { allMatrices, byName, layerRow, matrixRow, meanOfLayers, pairsOf } from './pairRows.js';

interface CompareTablesProps {
  readonly comparison: Comparison;
  /** Of b and of each further checkpoint. */
  readonly names: readonly string[];
  readonly copy: (text: string) => Promise<void>;
}

/** Every number of the comparison: a row a matrix, a row a layer, what is common on top; then what only one side has. */
export function CompareTables({ comparison, names, copy }: CompareTablesProps) {
  const rows = useMemo(() => {
    const pairs = pairsOf(comparison, names);
    return {
      allMatrices: pairs.map(({ against, pair }) => allMatrices(against, pair)),
      matrices: byName(pairs.flatMap(({ against, pair }) => pair.matrices.map((row) => matrixRow(against, row)))),
      meanOfLayers: pairs.map(({ against, pair }) => meanOfLayers(against, pair)),
      layers: byName(pairs.flatMap(({ against, pair }) => pair.layers.map((row) => layerRow(against, row)))),
    };
  }, [comparison, names]);
  const several = comparison.more.length > 0;
  const columns = useMemo(() => ({ matrices: matrixColumns(several), layers: layerColumns(several) }), [several]);
  return (
    <div class="layers">
      <SortableTable
        id="compare-matrices"
        title="Weight matrices"
        rows={rows.matrices}
        summary={rows.allMatrices}
        columns={columns.matrices}
        nameOf={several ? rowNameAgainst : rowName}
        copy={copy}
      />
      {rows.layers.length > 0 && (
        <SortableTable
          id="compare-layers"
          title="Hidden layers"
          rows={rows.layers}
          summary={rows.meanOfLayers}
          columns={columns.layers}
          nameOf={several ? rowNameAgainst : rowName}
          copy={copy}
        />
      )}
      <ReasonList id="only-one" title="Not compared" items={onlyOne(comparison)} />
    </div>
  );
}

function onlyOne({ onlyA, onlyB }: Comparison) {
  const both = new Set(onlyA.filter((name) => onlyB.includes(name)));
  return [
    ...[...both].map((name) => ({ name, reason: 'has another shape on each side' })),
    ...onlyA.filter((name) => !both.has(name)).map((name) => ({ name, reason: 'only a has it' })),
    ...onlyB.filter((name) => !both.has(name)).map((name) => ({ name, reason: 'only b has it' })),
  ];
}
