import { describe, expect, it } from 'vitest';
import { roundTicks } from '../../../src/drawing/roundTicks.js';
import { placeCard } from '../../../webview/morphology/placeCard.js';

describe('the card of a node', () => {
  const card = { width: 280, height: 160 };
  const covers = (place: { readonly left: number; readonly top: number }, x: number, y: number): boolean =>
    x > place.left && x < place.left + card.width && y > place.top && y < place.top + card.height;

  it.each([
    ['wide', { width: 800, height: 500 }],
    ['narrow', { width: 460, height: 420 }],
    ['high', { width: 300, height: 900 }],
  ])('is inside a %s drawing and never over its node', (_, area) => {
    for (let x = 15; x < area.width; x += 25) {
      for (let y = 15; y < area.height; y += 25) {
        const place = placeCard(x, y, card, area);
        expect(covers(place, x, y), `${x}, ${y}`).toBe(false);
        expect(place.left).toBeGreaterThanOrEqual(0);
        expect(place.top).toBeGreaterThanOrEqual(0);
        expect(place.left + card.width).toBeLessThanOrEqual(area.width);
        expect(place.top + card.height).toBeLessThanOrEqual(area.height);
      }
    }
  });

  it('is beside the node while there is room', () => {
    expect(placeCard(100, 200, card, { width: 800, height: 500 }).left).toBe(120);
    expect(placeCard(700, 200, card, { width: 800, height: 500 }).left).toBe(400);
    expect(placeCard(230, 100, card, { width: 460, height: 420 }).top).toBe(120);
    expect(placeCard(230, 350, card, { width: 460, height: 420 }).top).toBe(170);
  });
});

describe('ticks', () => {
  it('are round, with 0 among them wherever it lies between the ends', () => {
    expect(roundTicks(-1, 9, { room: 6 })).toEqual([0, 2, 4, 6, 8]);
    expect(roundTicks(-1, 27.5, { room: 6.5 })).toEqual([0, 5, 10, 15, 20, 25]);
    expect(roundTicks(-0.0173, 0.004, { room: 5 })).toEqual([-0.015, -0.01, -0.005, 0]);
    expect(roundTicks(0, 0.3, { room: 3 })).toEqual([0, 0.1, 0.2, 0.3]);
    expect(roundTicks(-9e-6, 0, { room: 3 })).toEqual([-5e-6, 0]);
  });

  it('are whole numbers where only those exist', () => {
    expect(roundTicks(0, 3, { room: 10, whole: true })).toEqual([0, 1, 2, 3]);
    expect(roundTicks(1, 350, { room: 8, whole: true })).toEqual([50, 100, 150, 200, 250, 300, 350]);
  });

  it('stand at a given distance, and once where there is no range', () => {
    expect(roundTicks(-1, 1, { room: 3, step: 0.5 })).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(roundTicks(2, 2, { room: 3 })).toEqual([2]);
  });
});
