import { reportPage } from '../reports/report-page.js';
import type { ReportMessage, ReportOrigin } from '../view/report.js';
import { writeText } from './text-file.js';

/**
 * Writes the results panel of runs or an experiment as an HTML file.
 * @throws CommandFailure `file/not-writable`
 */
export async function writeReport(
  file: string,
  message: ReportMessage,
  origins: readonly ReportOrigin[],
): Promise<void> {
  await writeText(file, await reportPage(message, origins));
}
