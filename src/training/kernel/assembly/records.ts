// The kernel's only data structures. The caller fills them (src/training/kernel/plan.ts writes the same fields in the same
// order); the kernel allocates nothing. Addresses are byte offsets into the memory.
//
// A "row" is one feature, or one node, of the 8 samples of a tile: 32 bytes, two vectors. Activations lie as
// [tile][feature][8 samples], so lanes run over samples and no product needs a horizontal step. Kernels lie as Keras
// stores them, [input][output], then the biases. A layer's deltas overwrite the activations they belong to.

/** Samples in a tile. */
export const TILE = 8;
/** Bytes in a row: one float for each sample of a tile. */
export const ROW: usize = 32;

// No counter ever reaches these. V8 moves no load over a possible exit, and only so do ten sums stay in registers; two
// different values, or it merges the exits. Costs nothing on Node 24, saves a sixth of the time on Node 20.
export const NEVER = -1;
export const NEITHER = -9;

/** One dense layer. */
@unmanaged
export class Layer {
  inputs: i32;
  outputs: i32;
  floor: f32; // 0 for ReLU, -Infinity for a linear layer
  kernel: usize; // f32[inputs][outputs]
  biases: usize; // f32[outputs]
  kernelGradients: usize;
  biasGradients: usize;
  x: usize; // rows of the inputs
  y: usize; // rows of the outputs, later of their deltas
}

@unmanaged
export class Network {
  layers: usize; // the first Layer
  layerCount: i32;
  parameterCount: i32; // a multiple of 4
  parameters: usize; // f32[parameterCount], as are the next three
  gradients: usize;
  moments: usize; // Adam's first moments, or the velocity
  squares: usize; // Adam's second moments
  order: usize; // i32[sampleCount], the samples in the order of this epoch
  sampleCount: i32;
  chunk: i32; // samples taken through the network at a time; a multiple of 8
  features: usize; // f32[sampleCount][inputs], or nothing where `starts` is not 0
  starts: usize; // 0, or u32[sampleCount + 1]: where the entries of each sample start (sparse.ts)
  scratch: usize; // f32[chunk][outputs of the first layer, rounded up to 4], with `starts`
  targets: usize; // f32[sampleCount][outputs]
  targetRows: usize; // rows of the targets of a chunk
  randomA: u32; // the four words of the shuffling generator
  randomB: u32;
  randomC: u32;
  randomCounter: u32;
  hits: i32; // outputs whose nearest integer was the target, since the caller last set it to 0
  rate: f32; // of the next step; Adam's with its bias correction
  momentum: f32;
  beta1: f32;
  rest1: f32; // 1 - beta1
  beta2: f32;
  rest2: f32; // 1 - beta2
  epsilon: f32;
  tinyGradient: f32; // smaller gradients count as 0
  tinyMoment: f32; // smaller moments count as 0; second moments are at least this
}

@inline
export function layerAt(net: Network, k: i32): Layer {
  return changetype<Layer>(net.layers + <usize>k * offsetof<Layer>());
}
