import type { serialization, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { RNNLayerArgs } from '@tensorflow/tfjs-layers';
import type { Layer } from './layerApplication.js';
import type { Tensorflow } from './tensorflow.js';

/** What `translateLayer` calls a GRU with `reset_after`. */
export const RESET_AFTER_GRU = 'ResetAfterGRU';

type DrawnBy = string | { readonly className: string; readonly config: serialization.ConfigDict };

interface CellConfig {
  readonly units: number;
  readonly activation?: string;
  readonly recurrentActivation?: string;
  readonly useBias?: boolean;
  readonly kernelInitializer?: DrawnBy;
  readonly recurrentInitializer?: DrawnBy;
  readonly biasInitializer?: DrawnBy;
}

/**
 * Teaches TensorFlow.js the GRU that Keras makes by default. With `reset_after` the reset gate scales U h + b instead of h,
 * and there are two biases, one for the inputs and one for the state (keras/src/layers/rnn/gru.py, `GRUCell.call`):
 * z = σ(x_z + h_z), r = σ(x_r + h_r), c = tanh(x_c + r h_c), h' = z h + (1 - z) c.
 */
export function registerResetAfterGru({ core, layers: { layers, RNN, initializers } }: Tensorflow): void {
  /** As the configuration says, or zeros where weights are set afterwards. */
  const initializer = (drawn: DrawnBy | undefined) => {
    if (typeof drawn !== 'object') return initializers.zeros();
    const known = core.serialization.SerializationMap.getMap().classNameMap[drawn.className];
    if (known === undefined) return initializers.zeros();
    return known[1](known[0], drawn.config) as unknown as ReturnType<typeof initializers.zeros>;
  };

  class ResetAfterCell extends layers.RNNCell {
    static readonly className = 'ResetAfterGRUCell';
    readonly stateSize: number;
    override dropoutMask: Tensor | Tensor[] = [];
    override recurrentDropoutMask: Tensor | Tensor[] = [];
    private readonly inner: Layer;
    private readonly gate: Layer;

    constructor(private readonly cell: CellConfig) {
      super({});
      this.stateSize = cell.units;
      const function_ = (name: string): Layer => layers.activation({ activation: name as 'tanh' });
      this.inner = function_(cell.activation ?? 'tanh');
      this.gate = function_(cell.recurrentActivation ?? 'sigmoid');
    }

    override build(inputShape: number[]): void {
      const { units, useBias, kernelInitializer, recurrentInitializer, biasInitializer } = this.cell;
      this.addWeight('kernel', [inputShape.at(-1) ?? 0, 3 * units], 'float32', initializer(kernelInitializer));
      this.addWeight('recurrent_kernel', [units, 3 * units], 'float32', initializer(recurrentInitializer));
      if (useBias !== false) this.addWeight('bias', [2, 3 * units], 'float32', initializer(biasInitializer));
      this.built = true;
    }

    override call(inputs: Tensor | Tensor[]): Tensor[] {
      return core.tidy(() => {
        const [x, state] = inputs as [Tensor2D, Tensor2D];
        const [kernel, recurrent, bias] = this.weights.map((weight) => weight.read());
        const biases = bias === undefined ? [] : core.unstack(bias);
        const weighed = (value: Tensor2D, matrix: Tensor | undefined, added: Tensor | undefined): Tensor[] => {
          const product = core.matMul(value, matrix as Tensor2D);
          return core.split(added === undefined ? product : core.add(product, added), 3, 1);
        };
        const [xz, xr, xc] = weighed(x, kernel, biases[0]) as [Tensor, Tensor, Tensor];
        const [hz, hr, hc] = weighed(state, recurrent, biases[1]) as [Tensor, Tensor, Tensor];
        const update = this.gate.apply(core.add(xz, hz)) as Tensor;
        const reset = this.gate.apply(core.add(xr, hr)) as Tensor;
        const candidate = this.inner.apply(core.add(xc, core.mul(reset, hc))) as Tensor;
        const one = core.scalar(1);
        const next = core.add(core.mul(update, state), core.mul(core.sub(one, update), candidate));
        return [next, next];
      });
    }

    override getConfig(): ReturnType<Layer['getConfig']> {
      return { ...super.getConfig(), ...this.cell };
    }
  }

  class ResetAfterGru extends RNN {
    static override readonly className = RESET_AFTER_GRU;

    constructor(args: CellConfig & Omit<RNNLayerArgs, 'cell'>) {
      super({ ...args, cell: new ResetAfterCell(args) });
    }

    /** Without a cell in the configuration, which Bidirectional would share between both directions. */
    static override fromConfig<T extends serialization.Serializable>(
      cls: serialization.SerializableConstructor<T>,
      config: serialization.ConfigDict,
    ): T {
      return new cls(config);
    }
  }
  core.serialization.registerClass(ResetAfterCell);
  core.serialization.registerClass(ResetAfterGru);
}
