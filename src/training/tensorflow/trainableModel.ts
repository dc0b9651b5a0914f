import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { dissolveModel } from '../../checkpoint/chain/dissolveModel.js';
import { callKey, type LayerCall, type LayerGraph } from '../../checkpoint/chain/layerGraph.js';
import { layerRole } from '../../checkpoint/chain/layerRoles.js';
import type { WrittenModel } from '../../checkpoint/writtenModel.js';
import { elementCount } from '../../network/tensor.js';
import type { Architecture } from '../../network/storedModel.js';
import { buildForwardModel, type ForwardModel } from '../../representation/forwardModel.js';
import type { Layer } from '../../representation/layerApplication.js';
import type { Purpose } from '../../representation/purpose.js';
import type { Tensorflow } from '../../representation/tensorflow.js';
import { Untranslatable } from '../../representation/untranslatable.js';
import { frozenLayers } from './frozenLayers.js';
import { writtenVariables, type ModelVariable } from './writtenVariables.js';

/** A Keras model as TensorFlow.js trains it. Its variables are the ones on the backend that was set when it was built. */
export interface TrainableModel {
  readonly written: WrittenModel;
  /** In the order in which `written` has them. */
  readonly variables: readonly ModelVariable[];
  readonly parameters: number;
  readonly forward: ForwardModel;
  readonly inputShape: readonly number[];
  /** Of one sample. */
  readonly outputShape: readonly number[];
  /** What the model ends with: an activation that can be left out, none, or null for anything else. */
  readonly lastActivation: LastActivation;
  /** Outputs of a batch, in a scope of the caller's. @param bare before the last activation */
  run(batch: Tensor, mode: { readonly training: boolean; readonly bare: boolean }): Tensor;
  /** What regularizers add to the loss. */
  penalties(): readonly Tensor[];
  dispose(): void;
}

type LastActivation = 'softmax' | 'sigmoid' | 'linear' | null;

/** @throws {Untranslatable} for what TensorFlow.js cannot build or train as Keras does */
export function buildTrainable(
  tf: Tensorflow,
  architecture: Architecture,
  inputShape: readonly number[],
  purpose: Exclude<Purpose, 'forward'>,
): TrainableModel {
  const graph = trainableGraph(architecture);
  const last = graph.outputs[0] && graph.calls[graph.outputs[0].call];
  if (last === undefined) throw new Untranslatable('The model has no output');
  const forward = buildForwardModel(tf, graph, inputShape, new Set([callKey(last)]), purpose);
  const [problem] = forward.problems.values();
  if (problem !== undefined) throw new Untranslatable(problem.replace(/\.$/, ''));
  const output = forward.outputs.get(callKey(last));
  if (output === undefined) throw new Untranslatable('The model has no output');
  const frozen = frozenLayers(architecture.model);
  for (const [path, layer] of forward.layers) prepare(tf, layer, frozen.has(path));
  const { written, variables } = writtenVariables(architecture, forward.layers);
  const lastActivation = activationOf(last);
  const bare =
    lastActivation === null || lastActivation === 'linear' ? output : (bareOutput(forward, graph, last) ?? output);
  const model = tf.layers.model({ inputs: forward.input, outputs: output });
  const bareModel = bare === output ? model : tf.layers.model({ inputs: forward.input, outputs: bare });
  return {
    written,
    variables,
    parameters: variables.reduce((sum, { count }) => sum + count, 0),
    forward,
    inputShape,
    outputShape: knownExtents(output),
    lastActivation: bare === output && lastActivation !== 'linear' ? null : lastActivation,
    run: (batch, mode) => (mode.bare ? bareModel : model).apply(batch, { training: mode.training }) as Tensor,
    penalties: () => [...forward.layers.values()].flatMap((layer) => layer.calculateLosses()),
    dispose: () => {
      for (const layer of forward.layers.values()) if (layer.weights.length > 0) layer.dispose();
    },
  };
}

/** The tensors that the optimizer moves. */
export function trainedVariables({ variables }: TrainableModel): readonly ModelVariable[] {
  return variables.filter(({ trained }) => trained);
}

export function tensorOf({ core }: Tensorflow, { variable }: ModelVariable): Variable {
  const tensor = variable.read();
  if (isVariable(core, tensor)) return tensor;
  throw new Untranslatable('one of its variables is a constant');
}

function isVariable(core: Tensorflow['core'], tensor: Tensor): tensor is Variable {
  return tensor instanceof core.Variable;
}

/** One input, one output: data has one of each. */
export function trainableGraph({ model }: Architecture): LayerGraph {
  const graph = dissolveModel(model);
  if (graph === null) throw new Untranslatable('The model is subclassed and has no layer graph');
  const inputs = graph.calls.filter(({ className }) => className === 'InputLayer').length;
  if (inputs !== 1) throw new Untranslatable(`The model has ${inputs} inputs, and data has one`);
  if (graph.outputs.length !== 1)
    throw new Untranslatable(`The model has ${graph.outputs.length} outputs, and data has one target`);
  return graph;
}

/** What Keras does in training and TensorFlow.js does otherwise. */
function prepare({ core }: Tensorflow, layer: Layer, isFrozen: boolean): void {
  layer.trainable = !isFrozen;
  if (layer.getClassName() !== 'BatchNormalization') return;
  const call = layer.call.bind(layer);
  // A frozen one keeps to its stored moments in Keras.
  if (isFrozen) layer.call = (inputs, kwargs) => call(inputs, { ...kwargs, training: false });
  // Without `scale` or `center` TensorFlow.js reads a variable that it has not made.
  const parts = layer as Layer & Record<'gamma' | 'beta', { read(): Tensor } | undefined>;
  const extent = layer.weights[0]?.shape ?? [];
  parts.gamma ??= { read: () => core.ones([...extent] as number[]) };
  parts.beta ??= { read: () => core.zeros([...extent] as number[]) };
}

function activationOf(call: LayerCall): LastActivation {
  const { className, config } = call;
  if (className === 'Softmax') return (config['axis'] ?? -1) === -1 ? 'softmax' : null;
  if (className !== 'Activation' && layerRole(call).kind !== 'weights') return null;
  const activation = config['activation'] ?? 'linear';
  return activation === 'softmax' || activation === 'sigmoid' || activation === 'linear' ? activation : null;
}

/** What the last activation is given. */
function bareOutput(forward: ForwardModel, graph: LayerGraph, last: LayerCall): SymbolicTensor | undefined {
  const inside = forward.preActivations.get(callKey(last));
  if (inside !== undefined) return inside;
  if (!/^(Activation|Softmax)$/.test(last.className)) return undefined;
  const [source] = last.inputs;
  const before = source && graph.calls[source.call];
  return before === undefined || before.className === 'InputLayer' ? undefined : forward.outputs.get(callKey(before));
}

function knownExtents({ shape }: SymbolicTensor): readonly number[] {
  const extents = shape.slice(1).map((extent) => extent ?? 0);
  if (extents.includes(0) || elementCount(extents) < 1)
    throw new Untranslatable('The shape of the model’s output is not known');
  return extents;
}
