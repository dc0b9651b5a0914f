import { randomBytes } from 'node:crypto';
import type { RunView } from '../protocol/panel.js';
import type { CheckpointReport, LayerReport } from '../protocol/report.js';
import type { CheckpointSketch } from '../protocol/sketch.js';

/** What the page finds in its own document when no host answers it. */
export interface EmbeddedRun {
  readonly run: RunView;
  readonly checkpoints: readonly {
    readonly index: number;
    readonly report: CheckpointReport;
    readonly sketch: CheckpointSketch;
  }[];
}

/** The page's bundle, as text. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/** A value that the page finds as JSON in an element with these attributes. */
export interface PageData {
  readonly attributes: string;
  readonly value: object;
}

/** The panel's page with a run inside. Each checkpoint is an element of its own: see `pagePieces`. */
export function htmlPieces({ run, checkpoints }: EmbeddedRun, assets: PageAssets): Generator<string, void, undefined> {
  const data = [
    { attributes: 'id="morphoscope-data"', value: run },
    ...checkpoints.map((value) => ({ attributes: 'class="morphoscope-checkpoint"', value })),
  ];
  return pagePieces(run.title, data, assets);
}

/**
 * A page with its data inside: one file that opens by `file://` and asks nothing of any network. It comes in pieces, at
 * least one a value, because a long run is longer than a string may be, here and in the browser.
 */
export function* pagePieces(
  title: string,
  data: readonly PageData[],
  { script, style }: PageAssets,
): Generator<string, void, undefined> {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src data: blob:`;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)} – Morphoscope</title>
<style nonce="${nonce}">${style.replaceAll('</style', '<\\/style')}</style>
</head>
<body>
<div id="root"></div>
`;
  for (const { attributes, value } of data) {
    yield `<script type="application/json" ${attributes}>${scriptJson(value)}</script>\n`;
  }
  yield `<script nonce="${nonce}">${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`;
}

/** A value for each node of each layer: nearly all of a wide network's report. */
const NODE_LISTS: ReadonlySet<string> = new Set<keyof LayerReport>(['inFraction', 'outFraction', 'connectivity']);

/** Values of nodes with seven digits, ten times what the page promises; every digit is in the JSON report. */
function scriptJson(value: object): string {
  const shorter = (key: string, field: unknown): unknown =>
    NODE_LISTS.has(key) && Array.isArray(field)
      ? field.map((entry: unknown) => (typeof entry === 'number' ? Number(entry.toPrecision(7)) : entry))
      : field;
  return escapeScript(JSON.stringify(value, shorter));
}

/** A layer may be named `</script>`: no `<` of the data reaches the HTML parser. */
function escapeScript(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
