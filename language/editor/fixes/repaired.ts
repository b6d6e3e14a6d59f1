import * as l10n from '@vscode/l10n';
import type { TextEdit } from 'vscode-languageserver-types';
import type { Edit, Repair, RepairTitle } from '../../grammar/repair/repair.js';
import { type Fault, type FixSource, removal, replace } from './fix.js';

/** Applies the repair with which the parser read the text. */
export const repaired: FixSource = (fault) => {
  const { repair, replacement } = fault.data;
  if (typeof replacement === 'string') {
    const title = titleText({ verb: 'change', text: replacement });
    return [{ title, edits: [replace(fault.range, replacement)], preferred: true }];
  }
  if (!isRepair(repair)) return [];
  const edits = repair.edits.map((edit) => textEdit(fault, edit));
  return [{ title: titleText(repair.title), edits, preferred: true }];
};

function titleText({ verb, text }: RepairTitle): string {
  switch (verb) {
    case 'change':
      return l10n.t('Change to `{0}`', text);
    case 'insert':
      return l10n.t('Insert `{0}`', text);
    case 'remove':
      return l10n.t('Remove `{0}`', text);
  }
}

function textEdit(fault: Fault, { start, end, newText }: Edit): TextEdit {
  const isComma = fault.document.textDocument.getText()[start] === ',';
  if (newText === '' && !isComma) return removal(fault, start, end);
  const { textDocument } = fault.document;
  return replace({ start: textDocument.positionAt(start), end: textDocument.positionAt(end) }, newText);
}

function isRepair(value: unknown): value is Pick<Repair, 'title' | 'edits'> {
  return typeof value === 'object' && value !== null && 'edits' in value && Array.isArray(value.edits);
}
