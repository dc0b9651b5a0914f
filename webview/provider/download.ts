/** Offers a picture as a file. `picture` is SVG text, or a PNG in base64. */
export function save(kind: 'svg' | 'png', picture: string, name = 'morphology'): void {
  const blob =
    kind === 'svg'
      ? new Blob([picture], { type: 'image/svg+xml' })
      : new Blob([Uint8Array.from(atob(picture), (character) => character.charCodeAt(0))], { type: 'image/png' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.${kind}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
