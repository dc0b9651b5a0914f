import { describe, expect, it } from 'vitest';
import { paint, type Context2D } from '../../../src/drawing/canvas.js';
import { morphologyScene } from '../../../src/drawing/morphologyScene.js';
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
