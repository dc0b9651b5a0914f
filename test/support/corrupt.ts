/** What was done to a file, for the message of a failing test. */
export interface Corruption {
  readonly what: string;
  readonly bytes: Uint8Array;
}

/**
 * Damages a file the way disks, networks and attackers do; the same seed always does the same. Kinds take turns: flipped
 * bytes, flipped bytes in the header, a cut, a zeroed range, an overwritten length field, a range repeated elsewhere.
 */
export function corrupt(original: Uint8Array, seed: number): Corruption {
  const random = mulberry32(seed);
  const below = (limit: number): number => Math.floor(random() * Math.max(limit, 1));
  const bytes = Uint8Array.from(original);
  switch (seed % 6) {
    case 0:
      return { what: 'flipped bytes', bytes: flip(bytes, bytes.length, 1 + below(16), below) };
    case 1:
      return {
        what: 'flipped bytes of the header',
        bytes: flip(bytes, Math.min(bytes.length, 2048), 1 + below(8), below),
      };
    case 2:
      return { what: 'a cut', bytes: bytes.slice(0, below(bytes.length)) };
    case 3: {
      const start = below(bytes.length);
      return { what: 'a zeroed range', bytes: bytes.fill(0, start, start + 1 + below(512)) };
    }
    case 4:
      return { what: 'a length field', bytes: lengthField(bytes, below) };
    default: {
      const from = below(bytes.length);
      bytes.copyWithin(below(bytes.length), from, from + 1 + below(256));
      return { what: 'a repeated range', bytes };
    }
  }
}

function flip(bytes: Uint8Array, within: number, count: number, below: (limit: number) => number): Uint8Array {
  for (let i = 0; i < count; i++) bytes[below(within)] = below(256);
  return bytes;
}

/** Overwrites an aligned word with a number that a careless reader would allocate, loop over or seek to. */
function lengthField(bytes: Uint8Array, below: (limit: number) => number): Uint8Array {
  const view = new DataView(bytes.buffer);
  const values = [0xffffffff, 0x7fffffff, 0x80000000, 0, 1, bytes.length, 0x10000];
  const at = below(Math.floor(Math.min(bytes.length, 8192) / 4)) * 4;
  if (at + 4 <= bytes.length) view.setUint32(at, values[below(values.length)] ?? 0, true);
  return bytes;
}

/** Numbers in [0, 1) from a 32-bit seed (mulberry32, public domain). */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
