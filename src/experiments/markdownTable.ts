/** A table, its cells plain text. @param rows as long as `titles` each */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => plainText(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), `|${titles.map(() => ' --- ').join('|')}|`, ...rows.map(line)].join('\n');
}

/** On one line, and no markup. A `<` before a space or a number begins none, and stays as it is read. */
export function plainText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\\|<(?=[A-Za-z/!?])/g, (sign) => `\\${sign}`);
}
