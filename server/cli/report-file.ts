import { readFile } from 'node:fs/promises';
import type { RunView } from '../protocol/run-view.js';
import { reportHtml } from '../view/report.js';
import { writeText } from './text-file.js';

/**
 * Writes the results panel with one run as a file for a browser.
 * @throws CommandFailure `file/not-writable`
 */
export async function writeReport(file: string, view: RunView): Promise<void> {
  const [script, style] = await Promise.all(['./webview.js', './webview.css'].map(readBeside));
  await writeText(file, reportHtml([view], { script, style }));
}

/** The text of a file beside the bundle that this module becomes a part of. */
function readBeside(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8');
}
