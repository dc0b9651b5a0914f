import { comparePair } from '../comparison/comparePair.js';
import type { OpenSide } from '../comparison/comparedSide.js';
import type { Network } from '../network/network.js';
import type { StoredModel } from '../network/storedModel.js';
import type { CallContext } from '../protocol/rpc.js';
import type { ComparedCheckpoints, CompareParams, MeasuredCheckpoint, MeasureParams } from '../protocol/worker.js';
import { measureOptions } from './measureFile.js';
import { headerOf, withNetwork } from './openFile.js';

/** Opens both checkpoints and compares them. @throws {CheckpointError} `cancelled`, or what the readers throw */
export function compareFiles(params: CompareParams, call: CallContext): Promise<ComparedCheckpoints> {
  const { a, b, known, match, isOneRun } = params;
  return withNetwork(a.file, (networkA, modelA) =>
    withNetwork(b.file, async (networkB, modelB) => {
      const sideA = await openSide(networkA, modelA, a, known.a, call);
      const sideB = await openSide(networkB, modelB, b, known.b, call);
      const isSameFile = a.file.path === b.file.path;
      const options = { match, isOneRun, isSameFile, signal: call.signal, onProgress: call.progress };
      const compared = await comparePair(sideA, sideB, options);
      return {
        ...compared,
        a: { header: headerOf(networkA, modelA), ...compared.a },
        b: { header: headerOf(networkB, modelB), ...compared.b },
      };
    }),
  );
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
