import { AstUtils, type CstNode, GrammarUtils, type LangiumDocument, type URI } from 'langium';
import type { Range } from 'vscode-languageserver-types';
import { isFile, isNameExpression } from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
import type { ImportGraph } from '../imports/import-graph.js';
import { dotted } from '../names/text.js';

/** A path in the text of a file, and the file that it leads to. */
export interface FilePath {
  readonly kind: 'import' | 'data';
  /** Between the quotation marks. */
  readonly range: Range;
  readonly path: string;
  readonly target: URI;
}

/** Every path that a file names: of its imports, and of its data files. */
export function filePathsIn(document: LangiumDocument, imports: ImportGraph, data: DataFiles): FilePath[] {
  const root = document.parseResult.value;
  if (!isFile(root)) return [];
  const paths: FilePath[] = [];
  const add = (
    kind: FilePath['kind'],
    node: CstNode | undefined,
    path: string | undefined,
    target: URI | undefined,
  ) => {
    if (node && path !== undefined && target) paths.push({ kind, range: withoutMarks(node.range), path, target });
  };
  for (const node of root.imports)
    add('import', GrammarUtils.findNodeForProperty(node.$cstNode, 'path'), node.path, imports.target(node));
  for (const node of AstUtils.streamAllContents(root)) {
    if (!isNameExpression(node)) continue;
    const [first, second] = node.arguments;
    if (node.text !== undefined && dotted(node) !== 'region')
      add(
        'data',
        GrammarUtils.findNodeForProperty(node.$cstNode, 'text'),
        node.text,
        data.locate(document.uri, node.text),
      );
    else {
      const file = dotted(node) === 'fitted' ? second : dotted(node) === 'empirical' ? first : undefined;
      if (file?.$type === 'Text') add('data', file.$cstNode, file.value, data.locate(document.uri, file.value));
    }
  }
  return paths;
}

function withoutMarks({ start, end }: Range): Range {
  return {
    start: { ...start, character: start.character + 1 },
    end: { ...end, character: end.character - 1 },
  };
}
