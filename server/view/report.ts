import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { MessageToPanel } from '../protocol/panel.js';
import { scriptJson, xmlText } from '../protocol/plain-text.js';
import type { RunView } from '../protocol/run-view.js';
import { comparisonView } from './comparison-view.js';

/** The built panel, as text: the contents of `dist/webview.js` and `dist/webview.css`. */
export interface PanelAssets {
  script: string;
  style: string;
  /** Texts in the language of the editor, by the English ones; absent where that is English. */
  texts?: Readonly<Record<string, string>>;
}

/** The content of a report: runs, the baseline first if there are several, or an experiment. */
export type ReportMessage = Extract<MessageToPanel, { type: 'runs' | 'experiment' }>;

/** The origin of a report, from which readers can verify and repeat it. */
export interface ReportAbout {
  madeAt: Date;
  /** Version of Twinchain that wrote the report. */
  version: string;
  /** The origin of each run, or of the experiment. */
  origins: readonly ReportOrigin[];
}

/** The origin of a run or an experiment. */
export interface ReportOrigin {
  name: string;
  /** ISO 8601; empty if unknown. */
  startedAt: string;
  /** Versions of Twinchain and of the engine that simulated it; absent if it has not finished. */
  version?: string;
  engineVersion?: string;
  /** The command that repeats the simulation, in the folder in which it is kept. */
  command: string;
  /** The texts that it came from, if they are unchanged. */
  texts: readonly ReportFile[];
  /** The scenario as JSON, every default spelled out. */
  resolved: ReportFile;
}

/** A file as a report shows it. */
export interface ReportFile {
  name: string;
  content: string;
}

/**
 * The results panel with its content as one HTML file that needs no server, network or editor. Its policy names script
 * and styles by their hashes, so that nothing in the data can run.
 */
export function reportHtml(message: ReportMessage, about: ReportAbout, { script, style, texts }: PanelAssets): string {
  const code = endSafe(withoutSourceMap(script));
  const styles = withoutSourceMap(style) + ABOUT_STYLE;
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src 'sha256-${hash(styles)}'`,
    `script-src 'sha256-${hash(code)}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html${texts ? '' : ' lang="en"'}>
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${xmlText(titleOf(message))} – Twinchain</title>
    <style>${styles}</style>
  </head>
  <body>
    <div id="panel"></div>
    ${aboutHtml(about)}
    ${texts ? `<script type="application/json" id="texts">${scriptJson(JSON.stringify(texts))}</script>` : ''}
    <script type="application/json" id="twinchain-report">${scriptJson(JSON.stringify(message))}</script>
    <script>${code}</script>
  </body>
</html>
`;
}

const ABOUT_STYLE = `
#about { max-width: 1200px; margin: 0 auto; padding: 0 28px 56px; }
#about h3 { margin-top: 1em; }
#about dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25em 1em; margin: 0.5em 0; }
#about pre { overflow: auto; max-height: 60vh; padding: 1em; border: 1px solid var(--line); }
#about summary { cursor: pointer; }
`;

/** The part below the figures: when and by which version they were made, from which text, and how to repeat them. */
function aboutHtml({ madeAt, version, origins }: ReportAbout): string {
  return `<footer id="about">
      <h2>${xmlText(l10n.t('About this report'))}</h2>
      <p>${xmlText(l10n.t('Written on {0} by Twinchain {1}.', dateText(madeAt), version))}</p>
      ${origins.map(originHtml).join('\n      ')}
    </footer>`;
}

function originHtml({ name, startedAt, version, engineVersion, command, texts, resolved }: ReportOrigin): string {
  const simulated = [
    startedAt && l10n.t('on {0}', dateText(new Date(startedAt))),
    version && l10n.t('by Twinchain {0}, engine {1}', version, engineVersion ?? ''),
  ]
    .filter(Boolean)
    .join(' ');
  const list = [
    ...(simulated ? [`<dt>${xmlText(l10n.t('Simulated'))}</dt><dd>${xmlText(simulated)}</dd>`] : []),
    `<dt>${xmlText(l10n.t('Repeat with'))}</dt><dd><code>${xmlText(command)}</code></dd>`,
  ];
  const files = [
    ...texts.map((file) => fileHtml(l10n.t('Scenario text: {0}', file.name), file)),
    fileHtml(l10n.t('With every default, as JSON'), resolved),
  ];
  return `<h3>${xmlText(name)}</h3><dl>${list.join('')}</dl>${files.join('')}`;
}

function fileHtml(title: string, { content }: ReportFile): string {
  return `<details><summary>${xmlText(title)}</summary><pre>${xmlText(content)}</pre></details>`;
}

/** `2026-03-14, 15:09 UTC`, the same for every reader. */
function dateText(date: Date): string {
  const iso = date.toISOString();
  return `${iso.slice(0, 10)}, ${iso.slice(11, 16)} UTC`;
}

/** The message that shows runs, and compares them if there are several. */
export function runsMessage(runs: readonly RunView[]): ReportMessage {
  return { type: 'runs', runs: [...runs], ...(runs.length > 1 ? { comparison: comparisonView(runs) } : {}) };
}

function titleOf(message: ReportMessage): string {
  return message.type === 'runs' ? message.runs.map(({ name }) => name).join(', ') : message.experiment.name;
}

/** The script without any text that would end its element; such texts can only occur in strings. */
function endSafe(script: string): string {
  return script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

/** Removes the reference to a source map, because a report has no file beside it. */
function withoutSourceMap(text: string): string {
  return text.replace(/\n?(?:\/\/|\/\*)# sourceMappingURL=.*\s*$/, '');
}

function hash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64');
}
