import { createHash } from 'node:crypto';
import type { MessageToPanel } from '../protocol/panel.js';
import { scriptJson, xmlText } from '../protocol/plain-text.js';
import type { RunView } from '../protocol/run-view.js';
import { comparisonView } from './comparison-view.js';

/** The built panel, as text: the contents of `dist/webview.js` and `dist/webview.css`. */
export interface PanelAssets {
  script: string;
  style: string;
}

/** What a report shows: runs, the baseline first where there are several, or an experiment. */
export type ReportMessage = Extract<MessageToPanel, { type: 'runs' | 'experiment' }>;

/**
 * The results panel with what it shows as one HTML file that needs nothing else: no server, no network, no editor. Its policy
 * names script and styles by their hashes, so that nothing in the data can run.
 */
export function reportHtml(message: ReportMessage, { script, style }: PanelAssets): string {
  const code = endSafe(withoutSourceMap(script));
  const styles = withoutSourceMap(style);
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src 'sha256-${hash(styles)}'`,
    `script-src 'sha256-${hash(code)}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${xmlText(titleOf(message))} – Twinchain</title>
    <style>${styles}</style>
  </head>
  <body>
    <div id="panel"></div>
    <script type="application/json" id="twinchain-report">${scriptJson(JSON.stringify(message))}</script>
    <script>${code}</script>
  </body>
</html>
`;
}

/** The message that shows runs, compared where there are several. */
export function runsMessage(runs: readonly RunView[]): ReportMessage {
  return { type: 'runs', runs: [...runs], ...(runs.length > 1 ? { comparison: comparisonView(runs) } : {}) };
}

function titleOf(message: ReportMessage): string {
  return message.type === 'runs' ? message.runs.map(({ name }) => name).join(', ') : message.experiment.name;
}

/** The script with no text in it that ends its element; such texts can only stand in strings. */
function endSafe(script: string): string {
  return script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

/** A report has no file beside it that a source map could be in. */
function withoutSourceMap(text: string): string {
  return text.replace(/\n?(?:\/\/|\/\*)# sourceMappingURL=.*\s*$/, '');
}

function hash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64');
}
