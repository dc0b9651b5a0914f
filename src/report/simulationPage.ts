import { chartScene } from '../drawing/chart/chartScene.js';
import { LIGHT_PALETTE } from '../drawing/palette.js';
import type { Simulation } from '../protocol/simulation.js';
import { simulationSummary } from './simulationSummary.js';
import { staticPage } from './staticPage.js';

const SIZE = { width: 620, height: 400 };

/** A simulation as one page that opens by itself: pictures and tables, no script, nothing from any network. */
export function simulationPage(simulation: Simulation): string {
  const scenes = simulation.data.pictures.flatMap((picture) => {
    if (picture.kind !== 'chart') return [];
    return [{ scene: chartScene(picture, SIZE, LIGHT_PALETTE), caption: picture.caption }];
  });
  const { title, sentence, tables } = simulationSummary(simulation);
  return staticPage({ title, sentences: [sentence], scenes, tables });
}
