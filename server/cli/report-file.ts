import { readFile } from 'node:fs/promises';
import { type ReportMessage, reportHtml } from '../view/report.js';
import { writeText } from './text-file.js';

/**
 * Writes the results panel with runs or an experiment as a file for a browser.
 * @throws CommandFailure `file/not-writable`
 */
export async function writeReport(file: string, message: ReportMessage): Promise<void> {
  const [script, style] = await Promise.all(['./webview.js', './webview.css'].map(readBeside));
  await writeText(file, reportHtml(message, { script, style }));
}

/** The text of a file beside the bundle that this module becomes a part of. */
function readBeside(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8');
}
