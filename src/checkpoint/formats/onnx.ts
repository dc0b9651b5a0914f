import type { RefusedFormat } from '../format.js';

/** ONNX: a protobuf ModelProto, `ir_version` first and then its producer, its opsets or its graph (onnx/onnx.proto). */
export const onnx: RefusedFormat = {
  id: 'onnx',
  title: 'ONNX',
  extensions: ['.onnx'],
  reads: 'recognised, not read',
  match: ({ name, start }) =>
    (start[0] === 0x08 &&
      Number(start[1]) >= 3 &&
      Number(start[1]) <= 20 &&
      [0x12, 0x3a, 0x42].includes(Number(start[2]))) ||
    (start.length > 0 && /\.onnx$/i.test(name)),
  refusal: 'is an ONNX model; convert it to Keras (onnx2keras or onnx2tf -oh5) and open the .h5 or .keras file.',
};
