import type { KeptNetwork } from '../experiments/networkFile.js';
import type { EpochSnapshot } from '../experiments/networkGroup.js';
import { growthCoefficients } from '../theory/intralayer.js';
import { denseLayers } from '../training/denseLayers.js';
import type { Dataset, NetworkSettings } from '../training/settings.js';
import { trainingGradient, type GradientOptions } from '../training/trainingGradient.js';
import { layersInMotion } from './growthPredictions.js';

type GrowthRates = NonNullable<EpochSnapshot['growthRates']>;

/**
 * Signs of the growth rates c = c_in + c_out (Eqs. 97, 98) of all live nodes in all hidden layers while the weights follow the
 * full-batch gradient of the training loss, dw/dt = -dL/dw.
 * @throws {CheckpointError} `cancelled`
 */
export async function growthSigns(
  { widths }: Pick<KeptNetwork, 'widths'>,
  { parameters, live }: KeptNetwork['snapshots'][number],
  { train }: Dataset,
  settings: Pick<NetworkSettings, 'batch' | 'seed'>,
  options: GradientOptions,
): Promise<GrowthRates> {
  const layers = denseLayers(widths);
  const weights = Float64Array.from(parameters);
  const { gradient } = await trainingGradient(layers, weights, train, settings, options);
  const moving = layersInMotion(
    layers,
    weights,
    gradient.map((slope) => -slope),
  );
  const signs = { negative: 0, live: 0 };
  moving.forEach((layer, k) => {
    const c = growthCoefficients(layer);
    live[k]?.forEach((isLive, node) => {
      const rate = (c.in[node] as number) + (c.out[node] as number);
      if (isLive === 0 || !Number.isFinite(rate)) return;
      signs.live++;
      if (rate < 0) signs.negative++;
    });
  });
  return signs;
}
