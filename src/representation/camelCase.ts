/** `kernel_size` as TensorFlow.js spells it: `kernelSize`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
