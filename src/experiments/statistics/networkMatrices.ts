import { fractions } from '../../morphology/fractions.js';
import { denseLayers } from '../../training/denseLayers.js';

/** |w| between two layers. */
export interface MagnitudeMatrix {
  readonly inputs: number;
  readonly outputs: number;
  /** inputs x outputs, row-major. */
  readonly values: Float64Array;
}

/** Shares of the total |w| that enter and leave each node of a hidden layer (paper: Omega_in, Omega_out). */
export interface NodeFractions {
  readonly inFraction: Float64Array;
  readonly outFraction: Float64Array;
  /** Columns of the next matrix; with one, outFraction tells nothing of a channel. */
  readonly nextNodes: number;
}

/**
 * The |w| of a network, from the matrix that leads into the first hidden layer that counts to the one that leads out of the last.
 * @param widths inputs, hidden layers, outputs
 * @param parameters in the order of `Trainer.parameters`
 * @param firstLayer hidden layers before this one are left out (`firstCountedLayer`)
 */
export function networkMatrices(
  widths: readonly number[],
  parameters: Float32Array,
  firstLayer = 0,
): readonly MagnitudeMatrix[] {
  return denseLayers(widths)
    .slice(firstLayer)
    .map(({ inputs, outputs, kernel, biases }) => ({
      inputs,
      outputs,
      values: Float64Array.from(parameters.subarray(kernel, biases), Math.abs),
    }));
}

/** One entry a hidden layer between these matrices; null beside a matrix whose total |w| is 0 or not finite. */
export function nodeFractions(matrices: readonly MagnitudeMatrix[]): readonly (NodeFractions | null)[] {
  const strengths = matrices.map(strengthsOf);
  return strengths.slice(1).map((next, k) => {
    const inFraction = strengths[k]?.entering ?? null;
    const outFraction = next.leaving;
    if (inFraction === null || outFraction === null) return null;
    return { inFraction, outFraction, nextNodes: next.outputs };
  });
}

function strengthsOf({ inputs, outputs, values }: MagnitudeMatrix) {
  const [entering, leaving] = [new Float64Array(outputs), new Float64Array(inputs)];
  let total = 0;
  for (let i = 0; i < inputs; i++) {
    let sum = 0;
    for (let o = 0; o < outputs; o++) {
      const size = values[i * outputs + o] as number;
      entering[o] = (entering[o] as number) + size;
      sum += size;
    }
    leaving[i] = sum;
    total += sum;
  }
  return { entering: fractions(entering, total), leaving: fractions(leaving, total), outputs };
}
