import { AstUtils, GrammarUtils, type LangiumDocument, type URI } from 'langium';
import type { DocumentLinkProvider, LangiumServices } from 'langium/lsp';
import type { DocumentLink, Range } from 'vscode-languageserver-types';
import { isFile, isNameExpression } from '../generated/ast.js';
import { dotted } from '../names/text.js';
import type { TwinAddedServices } from '../services.js';

/** Paths of imports and of data files can be followed. */
export class TwinDocumentLinks implements DocumentLinkProvider {
  constructor(private readonly services: LangiumServices & TwinAddedServices) {}

  getDocumentLinks(document: LangiumDocument): DocumentLink[] {
    const root = document.parseResult.value;
    if (!isFile(root)) return [];
    const { ImportGraph, DataFiles } = this.services.twin;
    const links = root.imports.flatMap((node) => {
      const range = GrammarUtils.findNodeForProperty(node.$cstNode, 'path')?.range;
      return this.link(range, ImportGraph.target(node), 'Open the imported file');
    });
    for (const node of AstUtils.streamAllContents(root)) {
      if (!isNameExpression(node)) continue;
      const [first] = node.arguments;
      const named =
        node.text !== undefined && dotted(node) !== 'region'
          ? GrammarUtils.findNodeForProperty(node.$cstNode, 'text')
          : undefined;
      const argument = dotted(node) === 'empirical' && first?.$type === 'Text' ? first.$cstNode : undefined;
      const path = named ? node.text : first?.$type === 'Text' ? first.value : undefined;
      const range = (named ?? argument)?.range;
      if (range && path) links.push(...this.link(range, DataFiles.locate(document.uri, path), 'Open the data file'));
    }
    return links;
  }

  private link(range: Range | undefined, target: URI | undefined, tooltip: string): DocumentLink[] {
    if (!range || !target || !this.services.twin.WorkspaceRoots.contains(target)) return [];
    if (!this.services.shared.workspace.FileSystemProvider.existsSync(target)) return [];
    // The marks around the path are not part of the link.
    const inner = {
      start: { ...range.start, character: range.start.character + 1 },
      end: { ...range.end, character: range.end.character - 1 },
    };
    return [{ range: inner, target: target.toString(), tooltip }];
  }
}
