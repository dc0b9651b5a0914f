import { Chart, type ChartData, type ChartOptions } from 'chart.js';
import { useEffect, useRef } from 'preact/hooks';
import { useInSight } from '../shared/useInSight.js';
import './chartKit.js';

export type PointData = ChartData<'line' | 'scatter', { x: number; y: number | null }[]>;

interface ChartCanvasProps {
  readonly type: 'line' | 'scatter';
  readonly data: PointData;
  readonly options: ChartOptions<'line' | 'scatter'>;
  /** Read aloud instead of the picture. */
  readonly label: string;
}

type PointChart = Chart<'line' | 'scatter', { x: number; y: number | null }[]>;

/**
 * Milliseconds without a change after which a chart out of sight follows too, for printing and scrolling. Longer than an
 * epoch is shown while playing: the pace is steady only if the charts that nobody sees wait.
 */
const REST = 900;

/** A chart.js canvas that lives as long as the component and follows its data. */
export function ChartCanvas({ type, data, options, label }: ChartCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<PointChart | null>(null);
  const inSight = useInSight(canvas);
  useEffect(() => {
    const draw = (): void => {
      if (canvas.current === null) return;
      if (chart.current === null) {
        chart.current = new Chart(canvas.current, { type, data, options });
        return;
      }
      chart.current.data = data;
      chart.current.options = options;
      chart.current.update('none');
    };
    if (inSight) {
      draw();
      return;
    }
    const timer = setTimeout(draw, REST);
    return () => clearTimeout(timer);
  }, [type, data, options, inSight]);
  useEffect(
    () => () => {
      chart.current?.destroy();
      chart.current = null;
    },
    [],
  );
  return (
    <div class="chart-box">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
