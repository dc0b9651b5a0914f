import { createHash } from 'node:crypto';
import type { Scene } from '../drawing/scene.js';
import { toSvg } from '../drawing/svg.js';

export interface StaticTable {
  readonly title: string;
  readonly columns: readonly string[];
  /** As shown: numbers are already rounded. */
  readonly rows: readonly (readonly string[])[];
}

export interface StaticPage {
  readonly title: string;
  /** What the pictures show, in words, a paragraph each; read first. */
  readonly sentences: readonly string[];
  /** On white: in the light palette. */
  readonly scenes: readonly { readonly scene: Scene; readonly caption: string }[];
  readonly tables: readonly StaticTable[];
}

const STYLE = `
:root { color-scheme: light; }
body { margin: 1.5rem auto; max-width: 1400px; padding: 0 1rem; background: #fff; color: #1f2328;
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
.pictures { display: flex; flex-wrap: wrap; gap: 1.2rem; }
figure { margin: 0; max-width: 100%; } figure svg { max-width: 100%; height: auto; }
figcaption { max-width: 60ch; color: #59636e; }
.table { overflow-x: auto; } table { border-collapse: collapse; }
th, td { padding: .25rem .8rem .25rem 0; text-align: left; border-bottom: 1px solid #d1d9e0; }
td { font-variant-numeric: tabular-nums; }
`;

/**
 * A page that is only read: pictures and tables, no script, nothing from any network. The same content gives the same
 * bytes: its style is allowed by its hash.
 */
export function staticPage({ title, sentences, scenes, tables }: StaticPage): string {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  const figures = scenes.map(
    ({ scene, caption }) => `<figure>\n${toSvg(scene)}<figcaption>${escape(caption)}</figcaption>\n</figure>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – Morphoscope</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escape(title)}</h1>
${sentences.map((sentence) => `<p>${escape(sentence)}</p>`).join('\n')}
<div class="pictures">
${figures.join('\n')}
</div>
${tables.map(tableHtml).join('\n')}
</body>
</html>
`;
}

function tableHtml({ title, columns, rows }: StaticTable): string {
  const head = columns.map((column) => `<th scope="col">${escape(column)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`);
  return `<h2>${escape(title)}</h2>
<div class="table"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
