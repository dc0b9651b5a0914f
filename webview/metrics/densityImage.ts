import type { ChartType, Plugin } from 'chart.js';

/** Where a picture lies in the units of the axes. */
export interface Density {
  readonly image: HTMLCanvasElement;
  readonly xMin: number;
  readonly xMax: number;
  readonly yMin: number;
  readonly yMax: number;
}

declare module 'chart.js' {
  // The names are chart.js's own.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface PluginOptionsByType<TType extends ChartType> {
    densityImage: { density?: Density | null };
  }
}

/** Draws a picture behind the data: too many points to paint one by one. */
export const densityImage: Plugin<'scatter', { density?: Density | null }> = {
  id: 'densityImage',
  beforeDatasetsDraw(chart, _, { density }) {
    const { x, y } = chart.scales;
    if (density === null || density === undefined || x === undefined || y === undefined) return;
    const left = x.getPixelForValue(density.xMin);
    const top = y.getPixelForValue(density.yMax);
    chart.ctx.save();
    const { left: edge, top: head, width, height } = chart.chartArea;
    chart.ctx.beginPath();
    chart.ctx.rect(edge, head, width, height);
    chart.ctx.clip();
    chart.ctx.imageSmoothingEnabled = false;
    chart.ctx.drawImage(
      density.image,
      left,
      top,
      x.getPixelForValue(density.xMax) - left,
      y.getPixelForValue(density.yMin) - top,
    );
    chart.ctx.restore();
  },
};
