import { useState } from 'preact/hooks';
import { figureStatistics } from '../../src/drawing/figureStatistics.js';
import type { FigureDocument, FigureStatistic } from '../../src/protocol/figure.js';
import { formatCount, formatNumber, UNDEFINED_MARK } from '../shared/format.js';
import { ScrollFrame } from '../shared/ScrollFrame.js';
import { intervalText, nullText, pShort } from './statistics.js';

/** The rest, on demand: some figures have one for each data set, epoch and lag. */
const SHOWN = 10;
const COLUMNS = ['Statistic', 'Value', 'Null', '99 % interval', 'p', 'n'];

/** What was measured of a figure, the one that decides first, each beside what there would be by chance. */
export function StatisticsTable({ document }: { readonly document: FigureDocument }) {
  const { figure } = document;
  const statistics = figureStatistics(document);
  const [all, setAll] = useState(false);
  if (statistics.length === 0) return null;
  const more = statistics.length > SHOWN + 2;
  const label = `Statistics of figure ${figure}`;
  const reasons = statistics.flatMap((one) => Object.values(one.reasons ?? {}));
  return (
    <div class="statistics">
      <ScrollFrame label={label}>
        <table aria-label={label} data-testid={`statistics-${figure}`}>
          <thead>
            <tr>
              {COLUMNS.map((column, at) => (
                <th key={column} scope="col" class={at === 0 ? undefined : 'number'}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {statistics.map((statistic, at) => (
              <Row key={at} statistic={statistic} isHidden={more && !all && at >= SHOWN} />
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      {more && (
        <button type="button" class="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Show the first ${SHOWN} statistics` : `Show all ${statistics.length} statistics`}
        </button>
      )}
      {[...new Set(reasons)].map((reason) => (
        <p key={reason} class="caption">
          {UNDEFINED_MARK} {reason}
        </p>
      ))}
    </div>
  );
}

function Row({ statistic, isHidden }: { readonly statistic: FigureStatistic; readonly isHidden: boolean }) {
  const { name, value, null: none, interval, p, n, reasons = {} } = statistic;
  const cells = [
    { field: 'value', text: value === null ? null : formatNumber(value), exact: value },
    { field: 'null', text: nullText(none), exact: none?.mean ?? null, title: none?.name },
    {
      field: 'interval',
      text: intervalText(interval),
      exact: interval === null ? null : `${interval.low} ${interval.high}`,
    },
    { field: 'p', text: p === null ? null : pShort(p), exact: p },
    { field: 'n', text: n === null ? null : formatCount(n), exact: n },
  ];
  return (
    <tr hidden={isHidden}>
      <td data-field="name" data-value={name}>
        {name}
      </td>
      {cells.map(({ field, text, exact, title }) => (
        <td key={field} class="number" data-field={field} data-value={exact ?? ''} title={title ?? reasons[field]}>
          {text ?? UNDEFINED_MARK}
          {field === 'null' && none !== null && <span class="null-name">{none.name}</span>}
        </td>
      ))}
    </tr>
  );
}
