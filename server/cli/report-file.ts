import { reportPage } from '../reports/report-page.js';
import type { ReportMessage, ReportOrigin } from '../view/report.js';
import { writeText } from './text-file.js';

/**
 * Writes the results panel with runs or an experiment as a file for a browser.
 * @throws CommandFailure `file/not-writable`
 */
export async function writeReport(
  file: string,
  message: ReportMessage,
  origins: readonly ReportOrigin[],
): Promise<void> {
  await writeText(file, await reportPage(message, origins));
}
