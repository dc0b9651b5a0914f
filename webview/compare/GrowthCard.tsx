import { GROWTH_FLAGS, type Comparison, type GrowthPrediction } from '../../src/protocol/comparison.js';
import { ChartCard } from '../metrics/ChartCard.js';
import type { Cell, NumbersTable } from '../shared/numbersTable.js';
import { capital, formatCount } from '../shared/format.js';
import { Value } from '../shared/Value.js';
import { pText } from '../../src/morphology/verdict.js';
import { GrowthScatter } from './GrowthScatter.js';

interface GrowthCardProps {
  readonly comparison: Comparison;
  readonly copy: (text: string) => Promise<void>;
}

const KIND_WORDS: Readonly<Record<GrowthPrediction['kind'], string>> = {
  gradient: 'against the gradient',
  adam: 'the step Adam would take',
  equation3: 'Eq. 3 of the paper',
};

/** Did connectivities grow as their rates at a foretold? */
export function GrowthCard({ comparison: { growth, reasons }, copy }: GrowthCardProps) {
  const flags = growth?.flags ?? [];
  const isBeyond = flags.includes(GROWTH_FLAGS.beyond);
  const isEmpty = growth === null || growth.predictions.length === 0;
  return (
    <div data-testid="growth-card" data-beyond={isBeyond} class={isBeyond ? 'growth-frame beyond' : 'growth-frame'}>
      <ChartCard
        id="growth"
        title="Predicted and actual growth"
        term="growth"
        table={isEmpty ? null : tableOf(growth.predictions)}
        legend={
          flags.length > 0 && (
            <ul class="growth-flags" data-testid="growth-flags">
              {flags.map((flag) => (
                <li key={flag}>{flag}</li>
              ))}
            </ul>
          )
        }
        caption={`${capital(growth?.label ?? '')}. ${formatCount(growth?.samples)} samples of the training split. Each point is a node, in units of its layer’s standard deviation; crossed: dead. p: one-sided, permuted within layers. Baseline: the connectivities of a themselves instead of a prediction.`}
        empty={
          isEmpty
            ? (reasons?.['growth'] ?? 'Growth is predicted for two epochs of a run whose training data is known.')
            : null
        }
        copy={copy}
      >
        <div class="growth-kinds">
          {growth?.predictions.map((prediction) => (
            <figure key={prediction.kind} data-testid={`growth-${prediction.kind}`}>
              <h3>{KIND_WORDS[prediction.kind]}</h3>
              <GrowthScatter
                layers={prediction.layers}
                label={`Predicted and actual growth, ${KIND_WORDS[prediction.kind]}`}
              />
              <figcaption>
                <GrowthNumbers prediction={prediction} />
              </figcaption>
            </figure>
          ))}
        </div>
      </ChartCard>
    </div>
  );
}

function GrowthNumbers({ prediction }: { readonly prediction: GrowthPrediction }) {
  const { kind, spearman, p, spearmanLive, pLive, baseline, reasons } = prediction;
  const value = (name: 'spearman' | 'spearmanLive' | 'baseline', of: number | null) => (
    <Value id={`growth-${kind}-${name}`} value={of} reason={reasons?.[name]} />
  );
  return (
    <>
      <strong>Spearman {value('spearman', spearman)}</strong>
      {p !== null && <span class="unbroken">, {pText(p)}</span>}; live nodes alone {value('spearmanLive', spearmanLive)}
      {pLive !== null && <span class="unbroken">, {pText(pLive)}</span>}; baseline {value('baseline', baseline)}
    </>
  );
}

function tableOf(predictions: readonly GrowthPrediction[]): NumbersTable {
  return {
    columns: ['prediction', 'layer', 'node', 'predicted', 'actual', 'live'],
    rows: predictions.flatMap(({ kind, layers }) =>
      layers.flatMap(({ name, predicted, actual, live }) =>
        predicted.map((value, node): readonly Cell[] => [
          KIND_WORDS[kind],
          name,
          node,
          value,
          actual[node] ?? null,
          live[node] === 1 ? 'yes' : 'no',
        ]),
      ),
    ),
  };
}
