import type {
  HiddenLayer,
  MatrixRow,
  Network,
  NodeSet,
  Segment,
  Skipped,
  WeightMatrix,
} from '../../network/network.js';
import type { StoredModel } from '../../network/storedModel.js';
import type { Tensor } from '../../network/tensor.js';
import { countParameters } from './countParameters.js';
import { kernelPositions, slabMatrix } from './slabMatrix.js';
import { aloneRow, unchainedMatrices } from './unchainedMatrices.js';
import { biasOf, checkNodes } from './weightLayer.js';

const NAME = 'architecture';
const ORDER = 'Layers stand in the stored order.';
const ASSUMED =
  'kernels with two axes are taken as Dense, three as Conv1D and four as Conv2D, chained where the sizes fit; BatchNorm is not scaled in and activations are unknown.';

/** The chains that order and shapes alone suggest; all that is assumed is said once in `skipped`. */
export function chainByShape(model: StoredModel): Network {
  const matrices: MatrixRow[] = [];
  const nodeSets: NodeSet[] = [];
  const skipped: Skipped[] = [];
  const chains: WeightMatrix[][] = [];
  /** Outputs of the matrix before, and whether they are channels that a Flatten may follow. */
  let before: { readonly outputs: number; readonly channels: boolean } | null = null;
  for (const { path, variables } of model.layers) {
    const kernels = variables.filter((tensor) => tensor.shape.length >= 2 && tensor.size > 0);
    const [kernel] = kernels;
    if (kernel === undefined) continue;
    if (kernels.length > 1 || kernel !== variables[0] || kernel.shape.length > 4) {
      matrices.push(...unchainedMatrices(path, '', variables).map(aloneRow));
      skipped.push({
        name: path,
        reason: 'Its variables are those of no Dense or convolution layer; a new segment starts after it.',
      });
      before = null;
      continue;
    }
    const outputs = kernel.shape.at(-1) ?? 0;
    const matrix: WeightMatrix = foldedLike(path, kernel, before);
    const follows: boolean = before !== null && before.outputs === matrix.inputs;
    if (before !== null && !follows) {
      skipped.push({
        name: path,
        reason: `Has ${matrix.inputs} inputs after ${before.outputs} outputs; a new segment starts here.`,
      });
    }
    if (matrix.inputs !== kernel.shape.at(-2)) {
      skipped.push({
        name: path,
        reason: `Taken as the Dense after a channels_last Flatten of ${matrix.inputs} channels.`,
      });
    }
    if (follows) chains.at(-1)?.push(matrix);
    else {
      chains.push([matrix]);
      nodeSets.push({ nodes: matrix.inputs, isFixed: true });
    }
    if (follows) nodeSets[nodeSets.length - 1] = { nodes: matrix.inputs, isFixed: false };
    const to = nodeSets.push({ nodes: outputs, isFixed: true }) - 1;
    const nodeValues = biasOf(variables, outputs);
    matrices.push({ matrix, segment: chains.length - 1, nodes: { from: to - 1, to }, nodeValues });
    before = { outputs, channels: kernel.shape.length > 2 };
  }
  return {
    segments: chains.map((chain, index) => asSegment(chain, index === 0 && matrices[0]?.segment === 0)),
    unchained: matrices.filter(({ segment }) => segment === null).map(({ matrix }) => matrix),
    matrices,
    nodeSets,
    skipped: [
      { name: NAME, reason: assumed(model.notes) },
      ...model.notes.filter(({ name }) => name !== NAME),
      ...skipped,
    ],
    parameters: countParameters(model.layers),
  };
}

/** In which order the layers stand, as the file's format tells, and what is made of them, in one sentence. */
function assumed(notes: StoredModel['notes']): string {
  const order = notes.find(({ name }) => name === NAME)?.reason ?? ORDER;
  return `${order.replace(/\.$/, '')}; ${ASSUMED}`;
}

/** Folds convolutions, and a Dense kernel whose rows are a multiple of the channels before it. */
function foldedLike(
  path: string,
  kernel: Tensor,
  before: { readonly outputs: number; readonly channels: boolean } | null,
): WeightMatrix {
  const [rows = 0, outputs = 0] = kernel.shape.slice(-2);
  const folds =
    kernel.shape.length === 2 && before?.channels === true && rows > before.outputs && rows % before.outputs === 0;
  const inputs = folds ? before.outputs : rows;
  checkNodes(path, inputs);
  checkNodes(path, outputs);
  const positions = folds ? rows / inputs : kernelPositions(kernel.shape);
  return slabMatrix({ name: path, tensor: kernel, positions, inputs, outputs, pattern: 'dense' });
}

function asSegment(matrices: readonly WeightMatrix[], beginsAtInput: boolean): Segment {
  const reason = 'Without an architecture the activations are not known.';
  const hidden = matrices.slice(0, -1).map((matrix): HiddenLayer => {
    return {
      name: matrix.name,
      nodes: matrix.outputs,
      activity: { kind: 'undefined', activation: 'unknown', reason },
      activityLayer: null,
    };
  });
  return { matrices, hidden, joins: [], beginsAtInput };
}
