/** A term as the page explains it: a sentence, and where it is defined. */
export interface Explanation {
  readonly text: string;
  readonly source: string;
}

const PAPER = 'arXiv 2501.05550';

export const GLOSSARY = {
  connectivity: {
    text: 'The share of the weights that enters a node times the share that leaves it: high where both are strong.',
    source: `${PAPER}, Eq. 1`,
  },
  accessible: {
    text: 'Nodes from which the output can still be reached after all weights below the threshold are cut.',
    source: `${PAPER}, Methods; threshold: mean of |w| of each matrix unless chosen otherwise`,
  },
  channelWidth: {
    text: 'How many nodes share the connectivity of a layer: 1 / Σq², q being a node’s share of it. All nodes equal gives N, one node alone gives 1.',
    source: 'Participation ratio',
  },
  inOut: {
    text: 'Do nodes with strong inputs also have strong outputs? Pearson’s r of N·in − 1 and N·out − 1 over all nodes. Without a channel it is near 0.',
    source: `${PAPER}, Fig. 2e; null: outputs permuted within layers`,
  },
  entropy: {
    text: 'How evenly the connectivity is spread in a layer, divided by ln N: 1 when all nodes are equal, 0 when one node has it all.',
    source: `${PAPER}, Shannon entropy of r / Σr`,
  },
  amplitude: {
    text: 'The sum of all connectivities of a layer, scaled so that 0 is independent inputs and outputs and 1 is a single node.',
    source: `${PAPER}, Eq. 165`,
  },
  increments: {
    text: 'The change from one layer to the next. A channel whose width oscillates gives increments of alternating sign.',
    source: `${PAPER}, Fig. 3e`,
  },
  autocorrelation: {
    text: 'How much an increment resembles the one 1, 2, 3 or 4 layers on. Even independent layers give about −1/2 at lag 1, so compare with the null.',
    source: `${PAPER}, Fig. 3e; null: layers shuffled`,
  },
  embeddingDimension: {
    text: 'The largest number of nodes that are active at once in any one sample.',
    source: `${PAPER}, Eq. 5`,
  },
  liveNodes: {
    text: 'Nodes that are active in at least one sample. Much of a channel can be just the nodes that are alive.',
    source: 'Activation above 0',
  },
  kept: { text: 'Share of the weights at or above the threshold.', source: 'Threshold on |w| of this matrix' },
  strengthEntropy: {
    text: 'How evenly |w| is spread over the inputs (outputs) of a matrix, in nats; ln N when all are equal.',
    source: 'Shannon entropy of the row (column) shares',
  },
  fraction: { text: 'Share of the matrix’s total |w| that enters or leaves this node.', source: `${PAPER}, Eq. 1` },
  relativeChange: {
    text: 'How far the weights have moved, against their size in a: |wB − wA| / |wA|. 0: nothing changed; 1: as far as all of a is from 0.',
    source: 'Frobenius norms of the stored kernels, after nodes are matched',
  },
  cosine: {
    text: 'The cosine of the angle between both sides’ weights as one vector: 1 is the same direction, 0 is unrelated.',
    source: 'Stored kernels, after nodes are matched',
  },
  signFlips: {
    text: 'Share of the weights that are above 0 on one side and below 0 on the other.',
    source: 'Stored kernels, after nodes are matched',
  },
  rankCorrelation: {
    text: 'Are the nodes that are most connected in a still so in b? Spearman’s correlation of their connectivities.',
    source: 'Matched nodes; ties with average ranks',
  },
  channelOverlap: {
    text: 'How many of the nodes in either channel are in both: shared nodes over all nodes of the two. Expected: the same for two random sets of these sizes; p: how often they share as many.',
    source: 'Jaccard index of the upper modes; hypergeometric p',
  },
  cka: {
    text: 'How alike the layer’s activations are on the attached data, whatever the order of the nodes: 1 is alike up to a rotation.',
    source: 'Linear CKA of centred activations (Kornblith et al. 2019)',
  },
  growth: {
    text: 'The connectivities’ rates of change at a, from the gradient of the training loss, against what became of them in b. Ranks are compared within each layer.',
    source: `Eq. 1 by the chain rule, and ${PAPER}, Eq. 3`,
  },
} as const satisfies Record<string, Explanation>;

export type TermName = keyof typeof GLOSSARY;
