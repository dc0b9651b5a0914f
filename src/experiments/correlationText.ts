/** `r = 0.91, p < 0.001 (n = 75)`, as the paper's captions name it. @param p left out where there is none */
export function correlationText(r: number | null, p: number | null, n: number): string {
  const found = r === null ? 'no r' : `r = ${r.toFixed(2).replace(/^-(?=0\.00$)/, '')}`;
  return `${found}${p === null ? '' : `, ${chanceText(p)}`} (n = ${n})`;
}

function chanceText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${Number(p.toPrecision(2))}`;
}
