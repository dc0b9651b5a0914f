import type { Format } from '../format.js';
import { gitLfs } from './gitLfs.js';
import { kerasH5 } from './kerasH5.js';
import { kerasH5Weights } from './kerasH5Weights.js';
import { kerasV3 } from './kerasV3.js';
import { kerasV3Sharded } from './kerasV3Sharded.js';
import { kerasV3Weights } from './kerasV3Weights.js';
import { numpyData } from './numpyData.js';
import { onnx } from './onnx.js';
import { otherArchive } from './otherArchive.js';
import { plainHdf5 } from './plainHdf5.js';
import { pytorch } from './pytorch.js';
import { safetensors } from './safetensors.js';
import { savedModel } from './savedModel.js';
import { tensorflowCheckpoint } from './tensorflowCheckpoint.js';
import { tfjsGraph } from './tfjsGraph.js';
import { tfjsLayers } from './tfjsLayers.js';

/** Every format that is read or recognised; the first that matches a file takes it, the vague ones come last. */
export const formats: readonly Format[] = [
  gitLfs,
  kerasV3,
  kerasH5,
  kerasH5Weights,
  kerasV3Weights,
  kerasV3Sharded,
  tfjsLayers,
  tfjsGraph,
  savedModel,
  tensorflowCheckpoint,
  pytorch,
  safetensors,
  onnx,
  numpyData,
  plainHdf5,
  otherArchive,
];
