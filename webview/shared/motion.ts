/** False when the reader, or VS Code's setting, asks for less motion. */
export function motionAllowed(): boolean {
  return (
    !matchMedia('(prefers-reduced-motion: reduce)').matches && !document.body.classList.contains('vscode-reduce-motion')
  );
}
