import { readFile } from 'node:fs/promises';
import { version } from '../../package.json';
import { type ReportMessage, type ReportOrigin, reportHtml } from '../view/report.js';

/** The results panel with runs or an experiment as one page for a browser, with their origins. */
export async function reportPage(message: ReportMessage, origins: readonly ReportOrigin[]): Promise<string> {
  const [script, style] = await Promise.all(['./webview.js', './webview.css'].map(readBeside));
  return reportHtml(message, { madeAt: new Date(), version, origins }, { script, style });
}

/** The text of a file beside the bundle that this module becomes a part of. */
function readBeside(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8');
}
