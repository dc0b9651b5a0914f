/**
 * Text from a file, a name or a path, as one line that a terminal shows and does not obey: control characters, which could
 * move the cursor or colour what follows, become U+FFFD. As many characters as before.
 */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
}
