import { readFile } from 'node:fs/promises';
import { version } from '../../package.json';
import { type PanelAssets, type ReportMessage, type ReportOrigin, reportHtml } from '../view/report.js';

/**
 * The results panel with runs or an experiment as one page for a browser, with their origins.
 *
 * @param texts in the language of the editor that asks
 */
export async function reportPage(
  message: ReportMessage,
  origins: readonly ReportOrigin[],
  texts?: PanelAssets['texts'],
): Promise<string> {
  const [script, style] = await Promise.all(['./webview.js', './webview.css'].map(readBeside));
  return reportHtml(message, { madeAt: new Date(), version, origins }, { script, style, texts });
}

/** The text of a file beside the bundle that this module becomes a part of. */
function readBeside(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8');
}
