import { figures } from '../experiments/registry.js';
import type { ReproductionWorker } from '../protocol/reproduction.js';
import { connect } from '../protocol/rpc.js';
import { simulate } from '../theory/simulate.js';
import { figureOffer } from './figureOffer.js';
import { keptReproduction } from './keptReproduction.js';
import { parentChannel } from './parentChannel.js';
import { reproduce } from './reproduction.js';
import { forecast } from './reproductionForecast.js';

/** The thread that evaluates figures and writes their folder; networks are trained by threads of its own. */
const setup = { figures, build: MORPHOSCOPE_BUILD, script: 'experiment.mjs' };
let running: AbortController | null = null;

connect<ReproductionWorker, object>(parentChannel(), {
  reproduce: (params, { signal, progress }) => {
    const stop = new AbortController();
    running = stop;
    return reproduce(params, setup, { signal: AbortSignal.any([signal, stop.signal]), progress });
  },
  forecast: (params, { signal }) => forecast(params, figures, signal),
  stop: () => running?.abort(),
  offer: figureOffer,
  kept: ({ out, store }) => keptReproduction(out, store),
  simulate,
});
