import * as l10n from '@vscode/l10n';
import { AstUtils } from 'langium';
import { isFile, isNamed } from '../../generated/ast.js';
import { importEdit, pathTo } from '../completion/names.js';
import { type Fix, type FixSource, replace } from './fix.js';
import { nodeAt } from './nodes.js';

/** Imports the file that declares the name. */
export const missingImport: FixSource = ({ document, text, data }, { imports, roots }) => {
  const name = typeof data.name === 'string' ? data.name : text;
  return imports.importable(document).flatMap((other): Fix[] => {
    const root = other.parseResult.value;
    const declared =
      isFile(root) &&
      root.declarations.some(
        (node) => node.name === name && (!data.kind || node.$type.toLowerCase() === `${data.kind}declaration`),
      );
    const path = declared ? pathTo(document.uri, other.uri, roots) : undefined;
    return path === undefined
      ? []
      : [{ title: l10n.t('Import `{0}` from "{1}"', name, path), edits: importEdit(document, path), preferred: true }];
  });
};

/** Renames a declaration, together with its uses in this file. */
export const otherName: FixSource = (fault, { imports }) => {
  const node = nodeAt(fault, isNamed);
  if (!node?.name) return [];
  const { name } = node;
  const taken = new Set(imports.declarations(fault.document).map((declaration) => declaration.name));
  const changed = fault.code === 'name/duplicate' ? numbered(name, taken) : capitalised(name, taken);
  // Names never refer to a duplicate: they resolve to the first declaration.
  const references =
    fault.code === 'name/duplicate'
      ? []
      : AstUtils.streamAst(fault.document.parseResult.value)
          .flatMap((user) => AstUtils.streamReferences(user))
          .filter(({ reference }) => 'ref' in reference && reference.ref === node)
          .flatMap(({ reference }) => (reference.$refNode ? [replace(reference.$refNode.range, changed)] : []))
          .toArray();
  return [
    {
      title: l10n.t('Rename to `{0}`', changed),
      edits: [replace(fault.range, changed), ...references],
      preferred: true,
    },
  ];
};

function numbered(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) if (!taken.has(`${name}${number}`)) return `${name}${number}`;
}

function capitalised(name: string, taken: ReadonlySet<string>): string {
  const changed = name.charAt(0).toUpperCase() + name.slice(1);
  return changed === name || taken.has(changed) ? numbered(changed, taken) : changed;
}

/** Capitalises a reserved word, which makes it a valid name. */
export const capitalWord: FixSource = ({ text, range }) =>
  /^[a-z]\w*$/.test(text)
    ? [
        {
          title: l10n.t('Change to `{0}`', text.charAt(0).toUpperCase() + text.slice(1)),
          edits: [replace(range, text.charAt(0).toUpperCase() + text.slice(1))],
          preferred: true,
        },
      ]
    : [];
