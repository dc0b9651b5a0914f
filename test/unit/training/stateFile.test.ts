import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeState, encodeState, type SavedState } from '../../../src/training/stateFile.js';
import { metricsRow, trainerState } from '../../support/runPlan.js';

const saved: SavedState = {
  state: trainerState(7),
  rows: [0, 1, 2].map(metricsRow),
  configuration: 'c',
};
const bytes = encodeState(saved);

/** The same with another digest, as if it had been written so. */
function resealed(change: (body: Buffer) => void): Uint8Array {
  const body = Buffer.from(bytes.subarray(0, -32));
  change(body);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

describe('state.bin', () => {
  it('gives back what was saved, to the bit', () => {
    expect(decodeState(bytes, 'state.bin')).toEqual(saved);
  });

  it('keeps NaN, infinities, negative zero and missing cells apart', () => {
    const odd: SavedState = {
      ...saved,
      state: { ...saved.state, parameters: Float32Array.of(NaN, -0, Infinity, 1e-45) },
      rows: [{ epoch: 0, loss: NaN, score: null, valLoss: -Infinity, valScore: NaN }],
    };
    const { state, rows } = decodeState(encodeState({ ...odd, state: { ...odd.state, moments: [] } }), 'state.bin');
    expect([...state.parameters]).toEqual([NaN, -0, Infinity, Math.fround(1e-45)]);
    expect(rows).toEqual(odd.rows);
  });

  it('does not depend on where its bytes lie', () => {
    const moved = new Uint8Array(bytes.length + 1);
    moved.set(bytes, 1);
    expect(decodeState(moved.subarray(1), 'state.bin')).toEqual(saved);
  });

  it('refuses every single flipped byte and every cut', () => {
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => decodeState(damaged, 'state.bin')).toThrow(/^state\.bin is (damaged|no saved|of version)/);
      expect(() => decodeState(bytes.subarray(0, at), 'state.bin')).toThrow(/^state\.bin is (damaged|no saved)/);
    }
  });

  it('refuses a version it does not know', () => {
    const later = resealed((body) => body.writeUInt32LE(2, 8));
    expect(() => decodeState(later, 'state.bin')).toThrow(
      'state.bin is of version 2, and this Morphoscope knows version 1 only; resume with the Morphoscope that began the run.',
    );
  });

  it('refuses sizes that its values do not have, before anything is allocated', () => {
    for (const [field, value] of [
      ['parameters', 1e12],
      ['parameters', -4],
      ['moments', 1e9],
      ['order', 0.5],
      ['rows', '7'],
      ['epoch', null],
    ] as const) {
      const odd = withHeader((header) => ({ ...header, [field]: value }));
      expect(() => decodeState(odd, 'state.bin'), field).toThrow(/^state\.bin holds other values than it says; begin/);
    }
    for (const header of ['null', '{"random":7}', '[']) {
      expect(() =>
        decodeState(
          withHeader(() => header),
          'state.bin',
        ),
      ).toThrow(/^state\.bin is damaged in its header/);
    }
  });
});

/** The same values behind another header, with a digest that fits. */
function withHeader(change: (header: Record<string, unknown>) => unknown): Uint8Array {
  const end = 16 + Buffer.from(bytes).readUInt32LE(12);
  const header = change(JSON.parse(Buffer.from(bytes).toString('utf8', 16, end)) as Record<string, unknown>);
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const prefix = Buffer.from(bytes.subarray(0, 16));
  prefix.writeUInt32LE(text.length, 12);
  const body = Buffer.concat([prefix, text, bytes.subarray(end, -32)]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}
