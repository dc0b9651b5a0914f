export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Pixels between a node and its card. */
const GAP = 20;
/** Between the card and the edge of the drawing. */
const EDGE = 4;

/**
 * Where the card of a node goes: to its right, else to its left, else below or above it, always inside the drawing and
 * never over the node. Where it fits nowhere it takes the side with the most room.
 */
export function placeCard(x: number, y: number, card: Box, area: Box): { readonly left: number; readonly top: number } {
  const beside = clamp(y - 24, area.height - card.height - EDGE);
  const along = clamp(x - card.width / 2, area.width - card.width - EDGE);
  const sides = [
    { room: area.width - EDGE - (x + GAP + card.width), left: x + GAP, top: beside },
    { room: x - GAP - card.width - EDGE, left: x - GAP - card.width, top: beside },
    { room: area.height - EDGE - (y + GAP + card.height), left: along, top: y + GAP },
    { room: y - GAP - card.height - EDGE, left: along, top: y - GAP - card.height },
  ];
  const fitting = sides.find(({ room }) => room >= 0);
  if (fitting !== undefined) return fitting;
  const { left, top } = sides.reduce((best, side) => (side.room > best.room ? side : best));
  return { left: clamp(left, area.width - card.width - EDGE), top: clamp(top, area.height - card.height - EDGE) };
}

function clamp(value: number, most: number): number {
  return Math.max(EDGE, Math.min(value, most));
}
