/** Shown where a value is undefined; its reason stands in the tooltip. */
export const UNDEFINED_MARK = '–';

/** At most four significant digits; thousands separated; very large and small numbers with an exponent. */
export function formatNumber(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNDEFINED_MARK;
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return formatCount(value);
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return minus(tidyExponent(value.toExponential(digits - 1)));
  return minus(Number(value.toPrecision(digits)).toLocaleString('en-US', { maximumSignificantDigits: digits }));
}

/** Whole numbers are exact: they keep all their digits. */
export function formatCount(value: number | null | undefined): string {
  return value === null || value === undefined ? UNDEFINED_MARK : minus(value.toLocaleString('en-US'));
}

export function formatShare(value: number | null | undefined): string {
  return value === null || value === undefined ? UNDEFINED_MARK : `${formatNumber(100 * value, 3)} %`;
}

/** `0.9 s`, `42 s`, `3 min 5 s` */
export function formatSeconds(value: number): string {
  if (value < 10) return `${formatNumber(Number(value.toFixed(1)))} s`;
  const whole = Math.round(value);
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** As a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function tidyExponent(text: string): string {
  return text.replace(/\.?0+e/, 'e').replace('e+', 'e');
}

/** Negative numbers within a text get the true minus sign; names with hyphens and exponents (1e-4) stay as they are. */
export function trueMinus(text: string): string {
  return text.replace(/(?<![\w.-])-(?=\d)/g, '−');
}

/** A true minus sign lines up with digits and is read as one. Exponents keep the hyphen in which code writes them. */
function minus(text: string): string {
  return text.startsWith('-') ? `−${text.slice(1)}` : text;
}
