import { ADAM } from '../adam.js';
import { LAYER_BYTES, NETWORK_BYTES, type KernelPlan } from './plan.js';

/** Where a field of the Network record lies that changes while training. */
export interface NetworkFields {
  /** Address of the four words of the shuffling generator. */
  readonly random: number;
  readonly hits: number;
  readonly rate: number;
}

type Field = readonly [kind: 'word' | 'float', value: number];
const word = (value: number): Field => ['word', value];
const float = (value: number): Field => ['float', value];

/** Smaller gradients and moments count as 0: else they decay into denormals, at 150 cycles an operation. */
const TINY_GRADIENT = 1e-15;
const TINY_MOMENT = 1e-30;

/** Writes the records of assembly/records.ts, field by field in the order declared there. */
export function writeRecords(plan: KernelPlan, memory: ArrayBufferLike, momentum: number): NetworkFields {
  const view = new DataView(memory);
  const { address, layers } = plan;
  layers.forEach((layer, k) => {
    const kernel = layer.kernel * 4;
    const biases = layer.biases * 4;
    const fields = [
      word(layer.inputs),
      word(layer.outputs),
      float(k === layers.length - 1 ? -Infinity : 0),
      word(address.parameters + kernel),
      word(address.parameters + biases),
      word(address.gradients + kernel),
      word(address.gradients + biases),
      word(address.rows[k] ?? 0),
      word(address.rows[k + 1] ?? 0),
    ];
    writeFields(view, address.layers + k * LAYER_BYTES, LAYER_BYTES, fields);
  });
  const head = [
    word(address.layers),
    word(layers.length),
    word(plan.paddedParameters),
    word(address.parameters),
    word(address.gradients),
    word(address.moments),
    word(address.squares),
    word(address.order),
    word(plan.samples),
    word(plan.chunk),
    word(address.features),
    word(address.sparse?.starts ?? 0),
    word(address.sparse?.scratch ?? 0),
    word(address.targets),
    word(address.targetRows),
  ];
  const random = [word(0), word(0), word(0), word(0)];
  const hits = [word(0)];
  const optimizer = [
    float(0),
    float(momentum),
    float(ADAM.beta1),
    float(1 - ADAM.beta1),
    float(ADAM.beta2),
    float(1 - ADAM.beta2),
    float(ADAM.epsilon),
    float(TINY_GRADIENT),
    float(TINY_MOMENT),
  ];
  writeFields(view, address.network, NETWORK_BYTES, [...head, ...random, ...hits, ...optimizer]);
  const randomAt = address.network + head.length * 4;
  const hitsAt = randomAt + random.length * 4;
  return { random: randomAt, hits: hitsAt, rate: hitsAt + hits.length * 4 };
}

function writeFields(view: DataView, at: number, bytes: number, fields: readonly Field[]): void {
  if (fields.length * 4 !== bytes) throw new Error(`A record of ${bytes} bytes has ${fields.length} fields.`);
  fields.forEach(([kind, value], i) => {
    if (kind === 'word') view.setUint32(at + i * 4, value, true);
    else view.setFloat32(at + i * 4, value, true);
  });
}
