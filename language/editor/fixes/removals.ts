import * as l10n from '@vscode/l10n';
import { isImport, isProperty } from '../../generated/ast.js';
import { type FixSource, removal, replace } from './fix.js';
import { nodeAt } from './nodes.js';

/** Removes a property that is set twice, or that conflicts with another. */
export const superfluousProperty: FixSource = (fault) => {
  const node = nodeAt(fault, isProperty)?.$cstNode;
  if (!node) return [];
  const [written] = node.text.split(/[:{]/);
  return [
    { title: l10n.t('Remove `{0}`', written.trim()), edits: [removal(fault, node.offset, node.end)], preferred: true },
  ];
};

/** Removes an import. */
export const superfluousImport: FixSource = (fault) => {
  const node = nodeAt(fault, isImport)?.$cstNode;
  return node ? [{ title: l10n.t('Remove the import'), edits: [removal(fault, node.offset, node.end)] }] : [];
};

/** Removes an unknown character; single quotation marks become double ones. */
export const meaninglessCharacter: FixSource = (fault) => {
  const { text, range, document } = fault;
  if (text.startsWith("'")) {
    const line = document.textDocument.getText({
      start: range.start,
      end: { line: range.start.line + 1, character: 0 },
    });
    const quoted = /^'([^'\r\n]*)'/.exec(line);
    if (quoted) {
      const end = { line: range.start.line, character: range.start.character + quoted[0].length };
      return [
        {
          title: l10n.t('Change to `{0}`', `"${quoted[1]}"`),
          edits: [replace({ start: range.start, end }, `"${quoted[1]}"`)],
          preferred: true,
        },
      ];
    }
  }
  return text.length > 0 && text.length <= 3 && !/\p{L}/u.test(text)
    ? [{ title: l10n.t('Remove `{0}`', text), edits: [replace(range, '')], preferred: true }]
    : [];
};
