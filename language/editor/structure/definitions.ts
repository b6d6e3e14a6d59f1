import type { LangiumDocument } from 'langium';
import { DefaultDefinitionProvider, type LangiumServices } from 'langium/lsp';
import type { DefinitionParams } from 'vscode-languageserver';
import type { LocationLink, Range } from 'vscode-languageserver-types';
import { isImport } from '../../generated/ast.js';
import type { TwinAddedServices } from '../../services.js';
import { leafAt } from '../hover/leaf.js';

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Names lead to their declarations, and the path of an import to its file. */
export class TwinDefinitions extends DefaultDefinitionProvider {
  constructor(private readonly services: LangiumServices & TwinAddedServices) {
    super(services);
  }

  override async getDefinition(
    document: LangiumDocument,
    params: DefinitionParams,
  ): Promise<LocationLink[] | undefined> {
    const leaf = leafAt(document, document.textDocument.offsetAt(params.position));
    if (leaf && isImport(leaf.astNode) && leaf.text.startsWith('"')) {
      const imported = this.services.twin.ImportGraph.imported(leaf.astNode);
      return (
        imported && [
          {
            targetUri: imported.uri.toString(),
            targetRange: START,
            targetSelectionRange: START,
            originSelectionRange: leaf.range,
          },
        ]
      );
    }
    return super.getDefinition(document, params);
  }
}
