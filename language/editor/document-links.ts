import * as l10n from '@vscode/l10n';
import type { LangiumDocument } from 'langium';
import type { DocumentLinkProvider, LangiumServices } from 'langium/lsp';
import type { DocumentLink } from 'vscode-languageserver-types';
import type { TwinAddedServices } from '../services.js';
import { filePathsIn } from './file-paths.js';

/** Paths of imports and of data files can be followed. */
export class TwinDocumentLinks implements DocumentLinkProvider {
  constructor(private readonly services: LangiumServices & TwinAddedServices) {}

  getDocumentLinks(document: LangiumDocument): DocumentLink[] {
    const { ImportGraph, DataFiles, WorkspaceRoots } = this.services.twin;
    const { FileSystemProvider } = this.services.shared.workspace;
    return filePathsIn(document, ImportGraph, DataFiles)
      .filter(
        ({ path, target }) => path !== '' && WorkspaceRoots.contains(target) && FileSystemProvider.existsSync(target),
      )
      .map(({ kind, range, target }) => ({
        range,
        target: target.toString(),
        tooltip: kind === 'import' ? l10n.t('Open the imported file') : l10n.t('Open the data file'),
      }));
  }
}
