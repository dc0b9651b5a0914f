import type { MovingMatrix } from '../morphology/connectivityGrowth.js';
import { growthByDifferences, growthCriterion } from '../theory/growthCriterion.js';
import { growthCoefficients } from '../theory/intralayer.js';
import type { Figure } from './figure.js';
import { DRAWN, FLOW_CHOICE, FLOW_SETTINGS, flowGroup, gradientFlows } from './gradientFlow.js';
import { groupResult } from './groupResult.js';
import { diagonal, shares, WorstError } from './identity.js';
import { onClusters } from './onClusters.js';

export const figureGrowth: Figure = onClusters({
  id: 'growth',
  title: 'Who grows: c above its mean',
  panel: { v1: 'Eqs. 3 and 124 to 127', v2: 'Eq. 3' },
  claim:
    'A connectivity grows if its c exceeds the mean of c over the distribution of connectivities, and shrinks otherwise.',
  choices: [
    FLOW_CHOICE,
    {
      name: 'Criterion',
      chosen: 'c > <c> with <c> = sum of c sqrt(r)',
      why: 'Eq. 3 comes to r (c - <c>); the criterion c sqrt(r) > <c sqrt(r)> would give other signs.',
    },
  ],
  // Differences of r carry more rounding than its derivative.
  rule: { kind: 'identity', tolerance: 1e-9 },
  groups: (options) => ({ networks: flowGroup(options) }),
  evaluate: async (results, call) => {
    const group = groupResult(results, 'networks');
    const [factored, chain] = [new WorstError(), new WorstError()];
    const [approximate, exact]: [number[], number[]] = [[], []];
    const signs = { same: 0, all: 0 };
    for await (const { network, matrices, layers, isDrawn } of gradientFlows(group, call)) {
      layers.forEach((layer, k) => {
        if (layer === null) return;
        const c = growthCoefficients(layer);
        const { printed, factored: short } = growthCriterion(
          layer.connectivity,
          c.in.map((rate, node) => rate + (c.out[node] as number)),
        );
        const [into, out] = [matrices[k] as MovingMatrix, matrices[k + 1] as MovingMatrix];
        factored.add(network.network, printed, short);
        chain.add(network.network, growthByDifferences(into, out, layer), layer.growth);
        layer.growth.forEach((rate, node) => {
          if (rate === 0) return;
          signs.all++;
          if (Math.sign(rate) === Math.sign(short[node] as number)) signs.same++;
        });
        if (!isDrawn) return;
        exact.push(...shares(layer.growth, layer.growth));
        approximate.push(...shares(short, short));
      });
    }
    return {
      statistics: [
        factored.statistic('largest relative error of r (c - <c>) against Eq. 3 as printed'),
        chain.statistic('largest relative error of dr/dt against differences of r'),
      ],
      alternatives: [],
      pictures: [
        {
          kind: 'chart',
          title: 'Growth by Eq. 3 and exact growth',
          x: { label: 'exact dr/dt, share of the layer’s largest', scale: 'linear', range: [-1, 1] },
          y: { label: 'r (c - <c>), share of the layer’s largest', scale: 'linear', range: [-1, 1] },
          series: [
            diagonal('equal'),
            { kind: 'points', label: 'nodes at the last epoch', role: 'after', x: exact, y: approximate },
          ],
          caption: `${DRAWN}; a point for each of its ${exact.length} hidden nodes, under gradient flow. Eq. 3 is exact where a node’s in and out fractions are equal, so that the points need not lie on the line.`,
        },
      ],
      settings: FLOW_SETTINGS,
      values: {
        layersNotFinite: factored.skipped + chain.skipped,
        growingNodes: signs.all,
        sameSignByEquation3: signs.all > 0 ? signs.same / signs.all : null,
      },
      notes: [
        'That Eq. 3 grows where c > <c> is algebra and no evidence.',
        ...(signs.all > 0
          ? [
              `Of the exact growth rates Eq. 3 has the sign right for ${Math.round((100 * signs.same) / signs.all)} % of the nodes.`,
            ]
          : []),
      ],
    };
  },
});
