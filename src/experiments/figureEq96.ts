import { equation96, publishedCoefficients } from '../theory/equation96.js';
import { growthCoefficients } from '../theory/intralayer.js';
import type { Figure } from './figure.js';
import { DRAWN, FLOW_CHOICE, FLOW_SETTINGS, flowGroup, gradientFlows } from './gradientFlow.js';
import { groupResult } from './groupResult.js';
import { diagonal, shares, WorstError } from './identity.js';
import { onClusters } from './onClusters.js';

export const figureEq96: Figure = onClusters({
  id: 'eq96',
  title: 'Growth of connectivities, grouped as in Eq. 96',
  panel: { v1: 'Eq. 96', v2: null },
  claim:
    'With c_in and c_out the growth of a connectivity splits into bounded growth and repression by its layer (Eq. 96).',
  choices: [
    FLOW_CHOICE,
    {
      name: 'First and last hidden layer',
      chosen: 'what Eqs. 97 and 98 need beyond the ends of the chain counts as 1',
      why: 'The paper does not say, and so the equation stays exact there too.',
    },
  ],
  rule: { kind: 'identity', tolerance: 1e-10 },
  groups: (options) => ({ networks: flowGroup(options) }),
  evaluate: async (results, call) => {
    const group = groupResult(results, 'networks');
    const [grouped, cIn, cOut] = [new WorstError(), new WorstError(), new WorstError()];
    const [x, y]: [number[], number[]] = [[], []];
    for await (const { network, matrices, layers, isDrawn } of gradientFlows(group, call)) {
      layers.forEach((layer, k) => {
        if (layer === null) return;
        const published = publishedCoefficients(matrices, k + 1);
        const simple = growthCoefficients(layer);
        const found = equation96(layer, published);
        grouped.add(network.network, found, layer.growth);
        cIn.add(network.network, published.in, simple.in);
        cOut.add(network.network, published.out, simple.out);
        if (!isDrawn) return;
        x.push(...shares(layer.growth, layer.growth));
        y.push(...shares(found, layer.growth));
      });
    }
    return {
      statistics: [
        grouped.statistic('largest relative error of Eq. 96 against the chain rule'),
        cIn.statistic('largest relative error of c_in (Eq. 97) against its short form'),
        cOut.statistic('largest relative error of c_out (Eq. 98) against its short form'),
      ],
      alternatives: [],
      pictures: [
        {
          kind: 'chart',
          title: 'Growth by Eq. 96 and by the chain rule',
          x: { label: 'dr/dt by the chain rule, share of the layer’s largest', scale: 'linear', range: [-1, 1] },
          y: { label: 'dr/dt by Eq. 96', scale: 'linear', range: [-1, 1] },
          series: [diagonal('equal'), { kind: 'points', label: 'nodes at the last epoch', role: 'after', x, y }],
          caption: `${DRAWN}; a point for each of its ${x.length} hidden nodes, under gradient flow.`,
        },
      ],
      settings: FLOW_SETTINGS,
      values: { layersNotFinite: grouped.skipped },
      notes: ['It holds for any weights and any motion, so that it is no evidence for the theory.'],
    };
  },
});
