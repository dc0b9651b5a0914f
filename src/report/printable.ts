/**
 * Text from a file, a name or a path, as one line that a terminal shows and does not obey: control characters, which could
 * move the cursor or colour what follows, and those that turn the direction of writing become U+FFFD. As many characters
 * as before.
 */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
}
