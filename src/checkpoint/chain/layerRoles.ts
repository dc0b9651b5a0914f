import { entryOf, isObject } from '../../network/json.js';
import { objectField, textField } from './configFields.js';
import type { LayerCall } from './layerGraph.js';

/** What a layer does to the nodes that reach it; `definitions.md`, "The matrices". */
export type Role =
  | { readonly kind: 'input' }
  | { readonly kind: 'weights'; readonly form: WeightForm; readonly dimensions: number }
  | { readonly kind: 'flatten' }
  | { readonly kind: 'batchNorm' }
  | { readonly kind: 'activation' }
  | { readonly kind: 'add' }
  /** The same nodes come out; `note` says what is passed over, `positions` what happens to the positions of a channel. */
  | { readonly kind: 'pass'; readonly note: string | null; readonly positions: 'kept' | 'changed' | 'dropped' }
  | { readonly kind: 'break'; readonly reason: string };

export type WeightForm = 'dense' | 'convolution' | 'transposed' | 'depthwise' | 'separable';

const KEEP = pass('kept');
const MOVE = pass('changed');
const NORMALISED = pass(
  'kept',
  'Normalises over the nodes of each sample, so no fixed scale belongs to a weight; passed through unscaled.',
);

const ROLES: Readonly<Record<string, Role>> = {
  InputLayer: { kind: 'input' },
  Dense: weights('dense', 0),
  Conv1D: weights('convolution', 1),
  Conv2D: weights('convolution', 2),
  Conv3D: weights('convolution', 3),
  Conv1DTranspose: weights('transposed', 1),
  Conv2DTranspose: weights('transposed', 2),
  Conv3DTranspose: weights('transposed', 3),
  DepthwiseConv1D: weights('depthwise', 1),
  DepthwiseConv2D: weights('depthwise', 2),
  SeparableConv1D: weights('separable', 1),
  SeparableConv2D: weights('separable', 2),
  Convolution1D: weights('convolution', 1),
  Convolution2D: weights('convolution', 2),
  Convolution3D: weights('convolution', 3),
  SeparableConvolution1D: weights('separable', 1),
  SeparableConvolution2D: weights('separable', 2),
  Flatten: { kind: 'flatten' },
  BatchNormalization: { kind: 'batchNorm' },
  BatchNormalizationV1: { kind: 'batchNorm' },
  BatchNormalizationV2: { kind: 'batchNorm' },
  SyncBatchNormalization: { kind: 'batchNorm' },
  Activation: { kind: 'activation' },
  ReLU: { kind: 'activation' },
  LeakyReLU: { kind: 'activation' },
  PReLU: { kind: 'activation' },
  ELU: { kind: 'activation' },
  ThresholdedReLU: { kind: 'activation' },
  Softmax: { kind: 'activation' },
  Add: { kind: 'add' },
  Dropout: KEEP,
  SpatialDropout1D: KEEP,
  SpatialDropout2D: KEEP,
  SpatialDropout3D: KEEP,
  AlphaDropout: KEEP,
  GaussianDropout: KEEP,
  GaussianNoise: KEEP,
  ActivityRegularization: KEEP,
  Masking: KEEP,
  Identity: KEEP,
  Rescaling: KEEP,
  RandomFlip: KEEP,
  RandomRotation: KEEP,
  RandomTranslation: KEEP,
  RandomZoom: KEEP,
  RandomContrast: KEEP,
  RandomBrightness: KEEP,
  Normalization: pass(
    'kept',
    'Shifts and scales each input by stored constants, which are not weights of a matrix; passed through unscaled.',
  ),
  LayerNormalization: NORMALISED,
  GroupNormalization: NORMALISED,
  RMSNormalization: NORMALISED,
  UnitNormalization: NORMALISED,
  RandomCrop: MOVE,
  CenterCrop: MOVE,
  Resizing: MOVE,
  RepeatVector: MOVE,
};

/** Families whose members differ only in the number of dimensions. */
const FAMILIES: readonly (readonly [RegExp, Role])[] = [
  [/^(Max|Average)Pooling[123]D$/, MOVE],
  [/^(ZeroPadding|Cropping|UpSampling)[123]D$/, MOVE],
  [/^Global(Max|Average)Pooling[123]D$/, pass('dropped')],
];

/** Why a layer breaks the chain, where its class says it better than the general sentence. */
const BREAKS: readonly (readonly [RegExp, string])[] = [
  [
    /^(LSTM|GRU|SimpleRNN|RNN|ConvLSTM[123]D|Bidirectional|CuDNNLSTM|CuDNNGRU|StackedRNNCells)$/,
    'Recurrent: its nodes feed back into themselves, which a chain of layers cannot show; a new segment starts after it.',
  ],
  [/Attention$/, 'Attention: which nodes it connects depends on the data; a new segment starts after it.'],
  [/^Embedding$/, 'Embedding: looks up rows by number instead of passing strengths on; a new segment starts after it.'],
  [
    /^(Concatenate|Concat)$/,
    'Concatenation: puts the nodes of several layers side by side; a new segment starts after it.',
  ],
  [/^(Reshape|Permute)$/, 'Rearranges the nodes, so they keep no fixed index; a new segment starts after it.'],
  [
    /^(Multiply|Average|Maximum|Minimum|Subtract|Dot)$/,
    'Combines the nodes of several layers other than by adding them; a new segment starts after it.',
  ],
  [
    /^(Lambda|TFOpLambda|SlicingOpLambda|TensorFlowOpLayer)$/,
    'Computes something that the file does not describe as a layer; a new segment starts after it.',
  ],
];

export function layerRole(call: LayerCall): Role {
  const { className, builtIn } = layerInside(call);
  if (!builtIn)
    return broken(
      `Is of the custom class ${className}, whose meaning is not in the file; a new segment starts after it.`,
    );
  const role = entryOf(ROLES, className);
  if (role !== undefined) return role;
  const family = FAMILIES.find(([pattern]) => pattern.test(className));
  if (family !== undefined) return family[1];
  const named = BREAKS.find(([pattern]) => pattern.test(className));
  return broken(named?.[1] ?? `Layers of class ${className} are not chained; a new segment starts after it.`);
}

/** The layer that a TimeDistributed applies at every step, which treats the nodes as that layer does; else the layer itself. */
export function layerInside(call: LayerCall): Pick<LayerCall, 'className' | 'builtIn' | 'config'> {
  const inner = call.className === 'TimeDistributed' ? objectField(call.config, 'layer') : null;
  const config = inner?.['config'];
  if (inner === null || !isObject(config)) return call;
  return { className: textField(inner, 'class_name') ?? '', builtIn: call.builtIn, config };
}

function weights(form: WeightForm, dimensions: number): Role {
  return { kind: 'weights', form, dimensions };
}

function pass(positions: 'kept' | 'changed' | 'dropped', note: string | null = null): Role {
  return { kind: 'pass', note, positions };
}

function broken(reason: string): Role {
  return { kind: 'break', reason };
}
