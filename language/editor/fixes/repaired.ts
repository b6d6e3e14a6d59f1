import type { TextEdit } from 'vscode-languageserver-types';
import type { Edit } from '../../grammar/repair/repair.js';
import { type Fault, type FixSource, removal, replace } from './fix.js';

/** Applies the repair with which the parser read the text. */
export const repaired: FixSource = (fault) => {
  const { repair, replacement } = fault.data;
  if (typeof replacement === 'string')
    return [{ title: `Change to \`${replacement}\``, edits: [replace(fault.range, replacement)], preferred: true }];
  if (!isRepair(repair)) return [];
  return [{ title: repair.title, edits: repair.edits.map((edit) => textEdit(fault, edit)), preferred: true }];
};

function textEdit(fault: Fault, { start, end, newText }: Edit): TextEdit {
  const isComma = fault.document.textDocument.getText()[start] === ',';
  if (newText === '' && !isComma) return removal(fault, start, end);
  const { textDocument } = fault.document;
  return replace({ start: textDocument.positionAt(start), end: textDocument.positionAt(end) }, newText);
}

function isRepair(value: unknown): value is { title: string; edits: readonly Edit[] } {
  return typeof value === 'object' && value !== null && 'edits' in value && Array.isArray(value.edits);
}
