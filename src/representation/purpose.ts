/**
 * What a network is built for. `forward`: activations; what only acts in training is left out. `training`: to be trained
 * on from weights that are set afterwards. `drawing`: the same with weights drawn as the configuration says.
 */
export type Purpose = 'forward' | 'training' | 'drawing';
