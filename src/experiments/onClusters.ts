import { untrained } from './datasetNames.js';
import type { Figure, FigureOutcome } from './figure.js';
import type { VerdictRule } from './verdictRule.js';

/** A figure whose networks are all of the clusters: where these were not chosen it has none trained, and says what to add. */
export function onClusters(figure: Figure): Figure {
  return {
    ...figure,
    groups: (options) => (options.datasets.includes('clusters') ? figure.groups(options) : {}),
    evaluate: async (results, call) =>
      Object.keys(results).length > 0 ? figure.evaluate(results, call) : notTrained(figure.rule),
  };
}

function notTrained(rule: VerdictRule): FigureOutcome {
  const deciding = statisticsOf(rule);
  return {
    statistics: deciding.map((name) => untrained(name, 'clusters')),
    alternatives: [],
    pictures: [],
    settings: {},
    values: {},
    notes: deciding.length > 0 ? [] : ['Its networks are of the clusters: add these to the data sets.'],
  };
}

/** Those that decide; none of a picture or an identity. */
function statisticsOf(rule: VerdictRule): readonly string[] {
  switch (rule.kind) {
    case 'effect':
      return rule.conditions.map(({ statistic }) => statistic);
    case 'direction':
      return rule.statistics;
    case 'identity':
    case 'none':
      return [];
  }
}
