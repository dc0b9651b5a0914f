import { describe, expect, it } from 'vitest';
import { paint, type Context2D } from '../../../src/drawing/canvas.js';
import { morphologyScene } from '../../../src/drawing/morphologyScene.js';
import type { Marks, Scene } from '../../../src/drawing/scene.js';
import { toSvg } from '../../../src/drawing/svg.js';
import { makeDrawing } from './makeDrawing.js';
import { makeSegment } from './makeSegment.js';

describe('toSvg', () => {
  const hostile = '<script>alert("1")</script>&\u0000';
  const segment = makeSegment([2, 2], () => 1, ['a', hostile]);
  const svg = toSvg(morphologyScene(makeDrawing(segment, { title: hostile }), null));

  it('escapes names of layers', () => {
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).not.toContain('\u0000');
  });

  it('is well-formed: every element is closed, every attribute quoted, every number finite', () => {
    const open: string[] = [];
    for (const [, close, name = '', rest = ''] of svg.matchAll(/<(\/?)([a-z]+)((?:\s+[a-z-A-Z]+="[^"<]*")*\s*\/?)>/g)) {
      if (close === '/') expect(open.pop()).toBe(name);
      else if (!rest.trim().endsWith('/')) open.push(name);
    }
    expect(open).toEqual([]);
    expect(svg.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});

const marks: Marks = { kind: 'marks', form: 'disc', points: [1, 2, 3, 4], radius: 2, fill: '#123', opacity: 0.5 };
const shapes: Scene = {
  width: 10,
  height: 10,
  background: null,
  title: 'shapes',
  font: 'serif',
  groups: [
    {
      opacity: 1,
      clip: { x: 1, y: 2, width: 3, height: 4 },
      shapes: [
        { kind: 'path', points: [0, 0, 5, 5, 9, 0], stroke: '#000', width: 2, dash: [3, 1], fill: null, opacity: 1 },
        { kind: 'path', points: [0, 0, 5, 5, 9, 0], stroke: null, width: 0, dash: null, fill: '#00f', opacity: 0.2 },
      ],
    },
    { opacity: 1, shapes: [marks, { ...marks, form: 'square' }] },
  ],
};

describe('paths, marks and cuts', () => {
  it('are one SVG element each', () => {
    const drawn = toSvg(shapes);
    expect(drawn).toContain('<path d="M0 0L5 5L9 0" fill="none" stroke="#000" stroke-width="2"');
    expect(drawn).toContain('stroke-dasharray="3 1"');
    expect(drawn).toContain('<path d="M0 0L5 5L9 0Z" fill="#00f" opacity="0.2"/>');
    expect(drawn).toContain('<path d="M1 2h0M3 4h0" fill="none" stroke="#123" stroke-width="4" stroke-linecap="round"');
    expect(drawn).toContain('M-0.78 0.22L2.78 0.22L2.78 3.78L-0.78 3.78Z');
    expect(drawn).toContain('<svg x="1" y="2" width="3" height="4" viewBox="1 2 3 4" overflow="hidden">');
    expect(drawn.match(/<svg/g)).toHaveLength(drawn.match(/<\/svg>/g)?.length ?? 0);
  });

  it('are painted on a canvas alike', () => {
    const calls: string[] = [];
    const context = new Proxy<Record<string, unknown>>(
      {},
      {
        get:
          (_, name) =>
          (...args: unknown[]) =>
            void calls.push(`${String(name)}(${args.join()})`),
        set: (_, name, value) => calls.push(`${String(name)}=${String(value)}`) > 0,
      },
    );
    paint(shapes, context as unknown as Context2D);
    const order = ['rect(1,2,3,4)', 'clip()', 'moveTo(0,0)', 'setLineDash(3,1)', 'stroke()', 'closePath()', 'fill()'];
    expect(calls.filter((call) => order.includes(call)).slice(0, 7)).toEqual([
      'rect(1,2,3,4)',
      'clip()',
      'moveTo(0,0)',
      'setLineDash(3,1)',
      'stroke()',
      'moveTo(0,0)',
      'closePath()',
    ]);
    expect(calls.filter((call) => call.startsWith('arc'))).toHaveLength(2);
    expect(calls).toContain('globalAlpha=0.5');
    expect(calls.filter((call) => call === 'save()')).toHaveLength(2);
    expect(calls.filter((call) => call === 'restore()')).toHaveLength(2);
  });
});

describe('paint', () => {
  it('draws every line and circle once', () => {
    const calls = new Map<string, number>();
    const count = (name: string) => () => void calls.set(name, (calls.get(name) ?? 0) + 1);
    const state: Record<string, unknown> = {};
    const context = new Proxy<Record<string, unknown>>(state, {
      get: (_, name) => state[String(name)] ?? count(String(name)),
      set: (_, name, value: unknown) => {
        state[String(name)] = value;
        return true;
      },
    });
    paint(morphologyScene(makeDrawing(makeSegment([3, 4, 2])), null), context as unknown as Context2D);
    expect(calls.get('lineTo')).toBe(3 * 4 + 4 * 2);
    expect(calls.get('arc')).toBe(9);
    expect(calls.get('save')).toBe(calls.get('restore'));
  });
});
