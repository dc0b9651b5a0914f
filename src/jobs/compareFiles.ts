import { buildNetwork } from '../checkpoint/chain/buildNetwork.js';
import type { ComparedModel } from '../comparison/activationComparison.js';
import { comparePair, type PairOptions } from '../comparison/comparePair.js';
import type { OpenSide } from '../comparison/comparedSide.js';
import type { Network } from '../network/network.js';
import type { StoredModel } from '../network/storedModel.js';
import type { CallContext } from '../protocol/rpc.js';
import type {
  ComparedCheckpoints,
  CompareParams,
  MeasuredCheckpoint,
  MeasureParams,
  RunFile,
} from '../protocol/worker.js';
import { heldData } from './heldData.js';
import { measureOptions } from './measureFile.js';
import { headerOf, withModel } from './openFile.js';
import { withRecentTensors } from './recentTensors.js';

/** Opens both checkpoints and compares them. @throws {CheckpointError} `cancelled`, or what the readers throw */
export function compareFiles(params: CompareParams, call: CallContext): Promise<ComparedCheckpoints> {
  const { a, b, known, match, isOneRun } = params;
  return withRecent(a.file, (networkA, modelA) =>
    withRecent(b.file, async (networkB, modelB) => {
      const sideA = await openSide(networkA, modelA, a, known.a, call);
      const sideB = await openSide(networkB, modelB, b, known.b, call);
      const isSameFile = a.file.path === b.file.path;
      const models = [
        { model: modelA, network: networkA },
        { model: modelB, network: networkB },
      ] as const;
      const compared = await comparePair(sideA, sideB, {
        match,
        isOneRun,
        isSameFile,
        compareActivations: a.data === null ? null : activationsOf(models, a.data, call),
        signal: call.signal,
        onProgress: call.progress,
      });
      return {
        ...compared,
        a: { header: headerOf(networkA, modelA), ...compared.a },
        b: { header: headerOf(networkB, modelB), ...compared.b },
      };
    }),
  );
}

function withRecent<T>(file: RunFile, use: (network: Network, model: StoredModel) => Promise<T>): Promise<T> {
  return withModel(file, (model) => use(buildNetwork(withRecentTensors(model)), model));
}

/** What both sides make of a's sample data, which is b's. */
function activationsOf(
  [a, b]: readonly [ComparedModel, ComparedModel],
  path: string,
  { signal, progress }: CallContext,
): NonNullable<PairOptions['compareActivations']> {
  return async (layers, correlateUpTo) => {
    // TensorFlow.js is a megabyte that a comparison without data never needs.
    const { compareActivations } = await import('../comparison/activationComparison.js');
    const data = await heldData(path, { signal, progress });
    return compareActivations(a, b, data, layers, { correlateUpTo, signal, onProgress: progress });
  };
}

async function openSide(
  network: Network,
  model: StoredModel,
  params: MeasureParams,
  known: MeasuredCheckpoint | null,
  call: CallContext,
): Promise<OpenSide> {
  // What is measured already needs no forward pass.
  const options = await measureOptions(network, model, known === null ? params : { ...params, data: null }, call);
  return { network, options, known };
}
