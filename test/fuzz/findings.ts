import { uriIn } from '../language/memory-files.js';
import { languageOf } from '../language/shared-language.js';
import { SAMPLES } from './samples.js';

/** The findings of `check` for a text: one line each, with its place (lines and columns from 1) and its code. */
export async function findingsIn(text: string): Promise<string> {
  const language = await languageOf(SAMPLES);
  const { diagnostics } = await language.loadText(uriIn('main.twin'), text);
  const lines = diagnostics.map(({ severity, code, message, range: { start, end } }) => {
    const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
    return `${place} ${severity} ${code}: ${message}`;
  });
  return lines.length > 0 ? `${lines.join('\n')}\n` : 'no problems\n';
}
