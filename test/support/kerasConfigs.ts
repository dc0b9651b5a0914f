/** A layer as Keras 2 lists it in a Sequential. */
export function layer(className: string, config: Readonly<Record<string, unknown>> = {}): object {
  return { class_name: className, config };
}

/** What `model.to_json()` of Keras 2 writes for a chain of layers. @param input of one sample */
export function sequential(input: readonly number[], layers: readonly object[]): object {
  const named = layers.map((one, i) => {
    const { class_name: className, config } = one as { class_name: string; config: object };
    return { class_name: className, config: { name: `${className.toLowerCase()}_${i}`, trainable: true, ...config } };
  });
  const start = { class_name: 'InputLayer', config: { batch_input_shape: [null, ...input], name: 'input_1' } };
  return { class_name: 'Sequential', config: { name: 'model', layers: [start, ...named] }, keras_version: '2.15.0' };
}

/** A small convolutional classifier with all that is hard: BatchNorm, pooling, dropout. */
export function convolutional(input: readonly number[], classes: number): object {
  return sequential(input, [
    layer('Conv2D', { filters: 4, kernel_size: [3, 3], strides: [2, 2], activation: 'relu' }),
    layer('BatchNormalization', { momentum: 0.8 }),
    layer('MaxPooling2D', { pool_size: [2, 2] }),
    layer('Flatten'),
    layer('Dropout', { rate: 0.1 }),
    layer('Dense', { units: classes, activation: 'softmax' }),
  ]);
}
