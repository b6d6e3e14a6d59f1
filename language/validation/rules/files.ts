import { isBlank } from '../../documents/read-text.js';
import type { File } from '../../generated/ast.js';
import type { Report } from '../report.js';

/** A file must not be empty. */
export function fileMustNotBeEmpty(file: File, report: Report): void {
  const text = file.$document?.textDocument.getText() ?? '';
  if (!isBlank(text)) return;
  report({
    code: 'file/empty',
    message:
      'The file is empty. A scenario needs a topology and a duration: `topology T { nodes: 4 }  scenario S { topology: T  duration: 1min }`.',
    node: file,
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  });
}
