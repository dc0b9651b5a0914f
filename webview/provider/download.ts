import { messageOf } from '../../src/network/failure.js';

/**
 * Offers a picture as a file, or says why there is none: a document that opens by itself has nobody else to say it.
 * @param draw SVG text, or a PNG in base64
 */
export async function savePicture(
  kind: 'svg' | 'png',
  draw: () => string | Promise<string>,
  name: string,
): Promise<void> {
  try {
    save(kind, await draw(), name);
  } catch (error) {
    alert(messageOf(error));
  }
}

function save(kind: 'svg' | 'png', picture: string, name: string): void {
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
