import { useCallback, useMemo } from 'preact/hooks';
import { EnsembleView } from '../ensemble/EnsembleView.js';
import { LayersView } from '../layers/LayersView.js';
import { MetricsView } from '../metrics/MetricsView.js';
import { MorphologyView } from '../morphology/MorphologyView.js';
import type { Provider } from '../provider/provider.js';
import { EpochBar } from './EpochBar.js';
import { Header } from './Header.js';
import { LeftOutLine } from './LeftOutLine.js';
import { Failure, Waiting } from './States.js';
import { Activity } from './Activity.js';
import { Tabs } from './Tabs.js';
import { TrainingLine } from './TrainingLine.js';
import { useEpoch } from './useEpoch.js';
import { usePlayTraining } from './usePlayTraining.js';
import { useRun } from './useRun.js';
import { useShortcuts } from './useShortcuts.js';
import { useView } from './useView.js';
import { VerdictLine } from './VerdictLine.js';

/** The whole page: what is shown, the verdict, the epochs, and the three views. */
export function App({ provider }: { readonly provider: Provider }) {
  const [view, change] = useView(provider);
  const openDrawing = useCallback(() => change({ view: 'morphology' }), [change]);
  const openList = useCallback(
    (list: string) => {
      change({ view: 'layers' });
      // The view is on the page after the next frame.
      requestAnimationFrame(() => requestAnimationFrame(() => showHeading(`${list}-title`)));
    },
    [change],
  );
  const { state, scenes } = useRun(provider, openDrawing);
  const epoch = useEpoch(state, view, change);
  const playsTraining = usePlayTraining(state, epoch, view.played, change);
  useShortcuts(epoch, view.pace, change);
  const { run, failure, training } = state;
  const { checkpoint } = epoch;

  // The same element again is not rendered again: a threshold or an order does not concern the charts.
  const metrics = useMemo(
    () => checkpoint !== null && <MetricsView state={state} checkpoint={checkpoint} provider={provider} />,
    [state, checkpoint, provider],
  );

  if (failure !== null) return <Failure message={failure} provider={provider} />;
  if (run === null) return <Waiting run={null} />;
  if (run.ensemble !== null && run.epochs.length === 0) {
    return (
      <div class="page">
        <Header run={run} epoch={epoch} provider={provider} />
        {training !== null && <TrainingLine training={training} isPlaying={false} provider={provider} />}
        <EnsembleView ensemble={run.ensemble} provider={provider} />
      </div>
    );
  }
  return (
    <div class="page">
      <Header run={run} epoch={epoch} provider={provider} />
      <VerdictLine checkpoint={checkpoint} />
      <LeftOutLine run={run} checkpoint={checkpoint} onOpen={openList} />
      {training !== null && <TrainingLine training={training} isPlaying={playsTraining} provider={provider} />}
      <EpochBar run={run} epoch={epoch} pace={view.pace} change={change} />
      <div class="bar">
        <Tabs chosen={view.view} onChoose={(name) => change({ view: name })} />
        <Activity activity={run.activity} provider={provider} />
      </div>
      <div id="view" role="tabpanel" aria-labelledby={`tab-${view.view}`} class={`view view-${view.view}`}>
        {checkpoint === null ? (
          <Waiting run={run} />
        ) : view.view === 'layers' ? (
          <LayersView run={run} checkpoint={checkpoint} provider={provider} />
        ) : (
          <>
            {view.view === 'morphology' && (
              <MorphologyView
                state={state}
                index={epoch.index}
                checkpoint={checkpoint}
                view={view}
                change={change}
                provider={provider}
                scenes={scenes}
              />
            )}
            {metrics}
          </>
        )}
      </div>
    </div>
  );
}

/** Scrolls to a heading and lets reading and tabbing go on from there. */
function showHeading(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}
