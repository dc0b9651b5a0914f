import { FIGURE_IDS } from '../protocol/figure.js';
import type { Figure } from './figure.js';
import { figure2b } from './figure2b.js';
import { figure2d } from './figure2d.js';
import { figure2e } from './figure2e.js';
import { figure2f } from './figure2f.js';
import { figure3b } from './figure3b.js';
import { figure3c } from './figure3c.js';
import { figure3d } from './figure3d.js';
import { figure3e } from './figure3e.js';
import { figure4a } from './figure4a.js';
import { figure4b } from './figure4b.js';
import { figure4c } from './figure4c.js';
import { figure4d } from './figure4d.js';
import { figureCoupling } from './figureCoupling.js';
import { figureEq4 } from './figureEq4.js';
import { figureEq111 } from './figureEq111.js';
import { figureEq96 } from './figureEq96.js';
import { figureGrowth } from './figureGrowth.js';
import { figureInitOutput } from './figureInitOutput.js';
import { figureLargeMean } from './figureLargeMean.js';
import { figureS2 } from './figureS2.js';
import { figureText } from './figureText.js';

/** One line a figure. */
const registered: readonly Figure[] = [
  figure2b,
  figure2d,
  figure2e,
  figure2f,
  figure3b,
  figure3c,
  figure3d,
  figure3e,
  figure4a,
  figure4b,
  figure4c,
  figure4d,
  figureCoupling,
  figureEq4,
  figureEq111,
  figureEq96,
  figureGrowth,
  figureInitOutput,
  figureLargeMean,
  figureS2,
  figureText,
];

/** All figures, in the order in which they are shown. */
export const figures: readonly Figure[] = FIGURE_IDS.flatMap((id) => registered.filter((figure) => figure.id === id));
