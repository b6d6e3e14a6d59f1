import * as l10n from '@vscode/l10n';
import type { LangiumDocument, LangiumParser } from 'langium';
import { DefaultRenameProvider, type LangiumServices } from 'langium/lsp';
import { type RenameParams, ResponseError } from 'vscode-languageserver';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import type { ImportGraph } from '../../imports/import-graph.js';
import type { TwinAddedServices } from '../../services.js';
import { leafAt } from '../hover/leaf.js';

/** RequestFailed (LSP 3.17): the request was well-formed but cannot be fulfilled. */
const REQUEST_FAILED = -32803;

/** Renames a declaration, group or observation wherever it is named, in every file. */
export class TwinRename extends DefaultRenameProvider {
  private readonly parser: LangiumParser;
  private readonly imports: ImportGraph;

  constructor(services: LangiumServices & TwinAddedServices) {
    super(services);
    this.parser = services.parser.LangiumParser;
    this.imports = services.twin.ImportGraph;
  }

  override async rename(document: LangiumDocument, params: RenameParams): Promise<WorkspaceEdit | undefined> {
    const problem = this.problemWith(params.newName, document, params);
    if (problem) throw new ResponseError(REQUEST_FAILED, problem);
    return super.rename(document, params);
  }

  private problemWith(name: string, document: LangiumDocument, { position }: RenameParams): string | undefined {
    if (!/^[A-Za-z_]\w*$/.test(name))
      return l10n.t(
        '`{0}` cannot be a name: names are letters, digits and underscores, and begin with a letter.',
        name,
      );
    // The grammar itself says which of its keywords may be names.
    const { parserErrors, lexerErrors } = this.parser.parse(`distribution ${name} = 1`);
    if (parserErrors.length + lexerErrors.length > 0) return l10n.t('`{0}` is a keyword and cannot be a name.', name);
    const current = leafAt(document, document.textDocument.offsetAt(position))?.text;
    const taken =
      name !== current && this.imports.declarations(document).some((declaration) => declaration.name === name);
    return taken
      ? l10n.t('There is already a declaration called `{0}`; all declarations share one namespace.', name)
      : undefined;
  }
}
