/** The initial weights that the dialog offers, with what the reference network then does (100 networks on the clusters). */
export const initialisations: readonly {
  readonly init: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}[] = [
  {
    init: 'uniform:0.05',
    label: 'Uniform within ±0.05',
    description: "the paper's low variance",
    detail: 'A channel forms in the first epochs; about one network in three learns, so try several seeds.',
  },
  {
    init: 'uniform:1',
    label: 'Uniform within ±1',
    description: "the paper's high variance",
    detail: 'Nearly every network learns, and no channel forms.',
  },
  {
    init: 'glorot',
    label: 'Glorot',
    description: "Keras' default for Dense layers",
    detail: 'Nearly every network learns; nodes with strong inputs get stronger outputs, but few are cut off.',
  },
  {
    init: 'normal:0.05',
    label: 'Normal, deviation 0.05',
    description: "Keras' RandomNormal",
    detail: 'Somewhat wider than the low variance: a channel forms, and about every second network learns.',
  },
];
