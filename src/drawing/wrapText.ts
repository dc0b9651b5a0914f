import { textWidth } from './columnLabels.js';

/**
 * Text in lines of at most this many pixels, broken between words; a word that is longer alone is broken too. What
 * does not fit into the last line ends in an ellipsis.
 */
export function wrapText(text: string, width: number, size: number, mostLines = Infinity): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    for (const piece of pieces(word, width, size)) {
      const longer = line === '' ? piece : `${line} ${piece}`;
      if (textWidth(longer, size) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = piece;
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= mostLines) return lines;
  const shown = lines.slice(0, mostLines);
  return [...shown.slice(0, -1), cut(`${shown.at(-1) ?? ''}…`, width, size)];
}

/** The beginning of a text that is too long for a line, with an ellipsis. */
function cut(text: string, width: number, size: number): string {
  let end = text.length - 1;
  let shown = text;
  while (end > 0 && textWidth(shown, size) > width) {
    end -= 1;
    shown = `${text.slice(0, end).trimEnd()}…`;
  }
  return shown;
}

function pieces(word: string, width: number, size: number): readonly string[] {
  if (textWidth(word, size) <= width) return [word];
  const found: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && textWidth(piece + character, size) > width) {
      found.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...found, piece];
}
