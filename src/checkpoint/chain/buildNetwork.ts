import type { MatrixRow, Network } from '../../network/network.js';
import type { StoredModel } from '../../network/storedModel.js';
import { chainByShape } from './chainByShape.js';
import { textField } from './configFields.js';
import { countParameters } from './countParameters.js';
import { dissolveModel } from './dissolveModel.js';
import type { LayerGraph } from './layerGraph.js';
import { numberNodes } from './nodeSets.js';
import { cutSegments } from './segments.js';
import { StoredVariables } from './storedVariables.js';
import { traceNodes } from './traceNodes.js';
import { aloneRow } from './unchainedMatrices.js';

/**
 * A checkpoint's weights as chains of matrices, folded as `definitions.md` says. Reads no values (of
 * models that may be stored twice the first ones): they are read when rows are asked for.
 * @throws {CheckpointError} `corrupt` when stored shapes contradict the architecture, `too-large` beyond 2^24 nodes.
 */
export function buildNetwork(model: StoredModel): Network {
  const { architecture } = model;
  if (architecture === null) return chainByShape(model);
  const graph = dissolveModel(architecture.model);
  if (graph !== null) return chainByGraph(model, graph);
  const name = textField(architecture.model, 'class_name') ?? 'model';
  const reason =
    'The class of this model keeps its graph in Python code, so the file does not say how its layers are connected.';
  const assumed = chainByShape(model);
  return { ...assumed, skipped: [{ name, reason }, ...assumed.skipped] };
}

function chainByGraph(model: StoredModel, graph: LayerGraph): Network {
  const stored = new StoredVariables(model.layers);
  const trace = traceNodes(graph, (path) => stored.of(path));
  const { segments, segmentOf, skipped } = cutSegments(trace.made, trace.joints);
  const { sets, ends } = numberNodes(trace.made, trace.joints);
  const matrices = trace.rows.map((row): MatrixRow => {
    if (!('matrix' in row)) return aloneRow(row);
    const { matrix, nodeValues } = row;
    return { matrix, segment: segmentOf.get(row) ?? null, nodes: ends.get(row) ?? null, nodeValues };
  });
  const left = stored.without(graph);
  matrices.push(...left.matrices.map(aloneRow));
  return {
    segments,
    unchained: matrices.filter(({ segment }) => segment === null).map(({ matrix }) => matrix),
    matrices,
    nodeSets: sets,
    skipped: [...model.notes, ...trace.skipped, ...skipped, ...left.skipped],
    parameters: countParameters(model.layers),
  };
}
