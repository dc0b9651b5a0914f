import { useMemo } from 'preact/hooks';
import type { Simulation } from '../../src/protocol/simulation.js';
import { PictureView } from '../figures/PictureView.js';
import { MenuButton } from '../page/MenuButton.js';
import type { SimulationProvider } from '../provider/figuresProvider.js';
import { CopyButton } from '../shared/CopyButton.js';
import { PlainTable } from '../shared/PlainTable.js';
import { ScrollFrame } from '../shared/ScrollFrame.js';
import { usePalette } from '../shared/usePalette.js';
import { SettingsForm } from './SettingsForm.js';
import { mainResult, simulatedText, simulationTable } from './simulationTables.js';
import { useSimulation } from './useSimulation.js';

const EXPORTS = { svg: 'Pictures as SVG', json: 'Simulation as JSON', csv: 'Numbers as CSV', html: 'Standalone HTML' };

/** The page that simulates the paper's equations of motion: settings on top, what comes of them below. */
export function SimulationApp({ provider }: { readonly provider: SimulationProvider }) {
  const { state, draft, change } = useSimulation(provider);
  if (state === null || draft === null) {
    return (
      <div class="page">
        <p class="muted" role="status" data-testid="waiting">
          Preparing the simulation…
        </p>
      </div>
    );
  }
  const { simulation, fraction, error } = state;
  const items = (['svg', 'json', 'csv', 'html'] as const).map((kind) => {
    return { id: kind, label: EXPORTS[kind], act: () => provider.exportSimulation(kind) };
  });
  return (
    <div class="page simulation-page">
      <header class="header">
        <h1 class="facts">
          <span class="title" data-testid="title">
            Simulated connectivities
          </span>
          {simulation !== null && <span data-testid="simulated">{simulatedText(simulation)}</span>}
        </h1>
        <div class="actions">
          <MenuButton name="Export" items={items} testId="export" />
        </div>
      </header>
      <SettingsForm draft={draft} onChange={change} />
      <Progress fraction={fraction} isFirst={simulation === null} cancel={() => provider.cancel()} />
      <p class="unseen" role="status" data-testid="announced">
        {fraction !== null
          ? 'Simulating…'
          : simulation === null
            ? ''
            : `${simulatedText(simulation)}: ${mainResult(simulation)}`}
      </p>
      {error !== null && (
        <p class="figures-failure" role="alert" data-testid="simulation-error">
          {error}
        </p>
      )}
      {simulation === null ? (
        fraction === null && error === null && <Nothing />
      ) : (
        <Result simulation={simulation} isStale={fraction !== null} copy={(text) => provider.copy(text)} />
      )}
    </div>
  );
}

/** Always as high as its button: nothing below moves when it comes and goes. */
function Progress(props: { readonly fraction: number | null; readonly isFirst: boolean; readonly cancel: () => void }) {
  const { fraction, isFirst, cancel } = props;
  const words = isFirst ? 'Simulating…' : 'Simulating; below is what was simulated before…';
  return (
    <div class="training simulation-progress" data-testid="simulation-progress" data-value={fraction ?? ''}>
      {fraction !== null && (
        <>
          <span class="training-words">{words}</span>
          <progress aria-label={words} max={1} value={fraction} />
          <button type="button" data-testid="cancel" onClick={cancel}>
            Cancel
          </button>
        </>
      )}
    </div>
  );
}

function Nothing() {
  return (
    <p class="muted" role="status" data-testid="simulation-nothing">
      Nothing is simulated: it was cancelled. Change a setting to begin again.
    </p>
  );
}

interface ResultProps {
  readonly simulation: Simulation;
  readonly isStale: boolean;
  readonly copy: (text: string) => Promise<void>;
}

function Result({ simulation, isStale, copy }: ResultProps) {
  const table = useMemo(() => simulationTable(simulation), [simulation]);
  const palette = usePalette();
  const main = mainResult(simulation);
  const { reachable, data, reasons = {} } = simulation;
  return (
    <div class={isStale ? 'simulation-result stale' : 'simulation-result'} aria-busy={isStale}>
      <p class="verdict" data-testid="reachable" data-value={reachable.possible}>
        <strong>{reachable.possible ? 'Such a start can exist.' : 'No weights have such a start.'}</strong>{' '}
        {reachable.why}
      </p>
      <div class={data.pictures.length === 1 ? 'figure-body figure-single' : 'figure-body'}>
        <div class="pictures">
          {data.pictures.map((picture, at) => (
            <PictureView key={at} picture={picture} main={main} palette={palette} copy={copy} />
          ))}
        </div>
        <section class="table-section" aria-labelledby="simulation-statistics-title">
          <div class="card-head">
            <h2 id="simulation-statistics-title">Statistics</h2>
            <CopyButton table={table} copy={copy} />
          </div>
          <ScrollFrame label="Statistics">
            <div data-testid="simulation-statistics">
              <PlainTable table={table} most={200} />
            </div>
          </ScrollFrame>
          {[...new Set(Object.values(reasons))].map((reason) => (
            <p key={reason} class="caption">
              {reason}
            </p>
          ))}
        </section>
      </div>
    </div>
  );
}
