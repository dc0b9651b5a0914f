import { randomBytes } from 'node:crypto';
import type { RunView } from '../protocol/panel.js';
import type { CheckpointReport } from '../protocol/report.js';
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

/** The panel's page with its data inside: one file that opens by `file://` and asks nothing of any network. */
export function standaloneHtml(data: EmbeddedRun, { script, style }: PageAssets): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src data: blob:`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(data.run.title)} – Morphoscope</title>
<style nonce="${nonce}">${style.replaceAll('</style', '<\\/style')}</style>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="morphoscope-data">${escapeScript(JSON.stringify(data))}</script>
<script nonce="${nonce}">${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`;
}

/** A layer may be named `</script>`: no `<` of the data reaches the HTML parser. */
function escapeScript(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
