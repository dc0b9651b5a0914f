import { join } from 'node:path';
import { positive } from '../jobs/networkSettings.js';
import { ReproduceRun } from '../jobs/reproduceRun.js';
import { CheckpointError } from '../network/failure.js';
import {
  SIMULATION_DEFAULTS,
  SIMULATION_LIMITS,
  type SimulationBoundary,
  type SimulationSettings,
  type SimulationStart,
} from '../protocol/simulation.js';
import { documentPieces } from '../report/json.js';
import { simulationPage } from '../report/simulationPage.js';
import { simulationTable } from '../report/simulationTable.js';
import { sayWritten, writeOutput, writeToStdout } from './output.js';
import { progressBar } from './progress.js';
import { choice } from './trainSettings.js';
import { parse, UsageError, wholeNumber } from './usage.js';

const STARTS: readonly SimulationStart[] = ['uniform', 'simplex', 'weights'];
const BOUNDARIES: readonly SimulationBoundary[] = ['periodic', 'clamped', 'free'];
const OPTIONS = {
  nodes: { type: 'string' },
  layers: { type: 'string' },
  runs: { type: 'string' },
  time: { type: 'string' },
  r0: { type: 'string' },
  c: { type: 'string' },
  boundary: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'string' },
  html: { type: 'string' },
} as const;
type Flags = Readonly<Partial<Record<keyof typeof OPTIONS, string | undefined>>>;

/** `morphoscope simulate`: the paper's equations of motion, as a table, JSON or one HTML file. */
export const simulate = {
  usage: `simulate intralayer|interlayer [--nodes N] [--layers N] [--runs N] [--time T]
        [--r0 uniform|simplex|weights] [--c MAX] [--boundary periodic|clamped|free] [--seed N]
        [--json FILE|-] [--html FILE]
    Simulates how connectivities grow: intralayer, the nodes of one layer (Eq. 3); interlayer, a chain of layers coupled
    to their neighbours (Eq. 110). Without an output option a table goes to standard output.
    --r0        how connectivities begin: uniform U(0, 1), which no weights can have; simplex, scaled so that the roots of a
                layer add up to 1; weights, those of random matrices (default ${SIMULATION_DEFAULTS.intralayer.r0} within a layer, ${SIMULATION_DEFAULTS.interlayer.r0} between)
    --c         constants are uniform from 0 to this (default ${SIMULATION_DEFAULTS.intralayer.c} within a layer, ${SIMULATION_DEFAULTS.interlayer.c} between layers)
    --boundary  what lies beyond the ends of the chain: its other end (default), homogeneous layers, or nothing`,

  async run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const { values, positionals } = parse(args, OPTIONS);
    const settings = settingsOf(positionals, values);
    const run = new ReproduceRun(join(__dirname, 'worker', 'reproduction.mjs'));
    const bar = progressBar();
    const { runs } = settings;
    const onProgress = (fraction: unknown): void => {
      bar.show({ done: Math.floor(Number(fraction) * runs), total: runs, what: 'simulations' });
    };
    try {
      const simulation = await run.simulate(settings, { signal, onProgress }).catch((error: unknown) => {
        throw error instanceof CheckpointError && error.reason === 'usage' ? new UsageError(error.message) : error;
      });
      bar.clear();
      if (values.json === '-') await writeToStdout(documentPieces(simulation), signal);
      else if (values.json !== undefined) writeOutput(values.json, documentPieces(simulation));
      if (values.html !== undefined) writeOutput(values.html, [simulationPage(simulation)]);
      sayWritten(values.json, values.html);
      if (values.json === undefined && values.html === undefined) {
        await writeToStdout([simulationTable(simulation)], signal);
      }
    } finally {
      bar.clear();
      await run.dispose();
    }
  },
};

/** @throws {UsageError} for a flag that does not fit */
function settingsOf([kind, ...more]: readonly string[], flags: Flags): SimulationSettings {
  if ((kind !== 'intralayer' && kind !== 'interlayer') || more.length > 0) {
    throw new UsageError('simulate takes one of intralayer and interlayer.');
  }
  const idle = (['layers', 'boundary'] as const).find((flag) => flags[flag] !== undefined);
  if (kind === 'intralayer' && idle !== undefined) {
    throw new UsageError(`--${idle} is for simulate interlayer: a single layer has no neighbours.`);
  }
  const base = SIMULATION_DEFAULTS[kind];
  const whole = (flag: 'nodes' | 'layers' | 'runs' | 'seed'): number => {
    const text = flags[flag];
    return text === undefined ? base[flag] : wholeNumber(flag, text, ...SIMULATION_LIMITS[flag]);
  };
  return {
    ...base,
    nodes: whole('nodes'),
    layers: whole('layers'),
    runs: whole('runs'),
    seed: whole('seed'),
    time: decimal('time', flags.time) ?? base.time,
    c: decimal('c', flags.c) ?? base.c,
    r0: flags.r0 === undefined ? base.r0 : choice('r0', flags.r0, STARTS),
    boundary: flags.boundary === undefined ? base.boundary : choice('boundary', flags.boundary, BOUNDARIES),
  };
}

function decimal(flag: 'time' | 'c', text: string | undefined): number | null {
  if (text === undefined) return null;
  const [least, most] = SIMULATION_LIMITS[flag];
  const value = positive(text);
  if (value === null || value < least || value > most) {
    throw new UsageError(`--${flag} takes a number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}
