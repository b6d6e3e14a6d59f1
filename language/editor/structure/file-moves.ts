import { type LangiumDocument, URI, UriUtils } from 'langium';
import type { FileOperationHandler } from 'langium/lsp';
import type { FileOperationOptions, RenameFilesParams } from 'vscode-languageserver';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { TwinServices } from '../../services.js';
import { filePathsIn } from '../file-paths.js';

/** Paths in scenario files follow files and folders that are renamed or moved. */
export class TwinFileMoves implements FileOperationHandler {
  readonly fileOperationOptions: FileOperationOptions = {
    willRename: { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] },
  };

  constructor(private readonly services: () => TwinServices) {}

  willRenameFiles({ files }: RenameFilesParams): WorkspaceEdit | null {
    const { shared, twin } = this.services();
    const { ImportGraph, DataFiles } = twin;
    const moves = files.map(({ oldUri, newUri }) => ({ from: URI.parse(oldUri), to: URI.parse(newUri) }));
    const changes: Record<string, TextEdit[]> = {};
    for (const document of shared.workspace.LangiumDocuments.all) {
      const edits = this.editsIn(document, moves, filePathsIn(document, ImportGraph, DataFiles));
      if (edits.length > 0) changes[document.uri.toString()] = edits;
    }
    return Object.keys(changes).length > 0 ? { changes } : null;
  }

  private editsIn({ uri }: LangiumDocument, moves: readonly Move[], paths: ReturnType<typeof filePathsIn>): TextEdit[] {
    const own = moved(uri, moves);
    return paths.flatMap(({ range, path, target }) => {
      const there = moved(target, moves);
      const stays = UriUtils.equals(own, uri) && UriUtils.equals(there, target);
      if (stays || own.scheme !== there.scheme) return [];
      const newText = UriUtils.relative(UriUtils.dirname(own), there);
      return newText === path ? [] : [{ range, newText }];
    });
  }
}

interface Move {
  readonly from: URI;
  readonly to: URI;
}

/** The path of a file after it, or a folder that contains it, was moved. */
function moved(uri: URI, moves: readonly Move[]): URI {
  for (const { from, to } of moves) {
    if (UriUtils.equals(uri, from)) return to;
    if (uri.scheme === from.scheme && uri.path.startsWith(`${from.path}/`))
      return uri.with({ path: to.path + uri.path.slice(from.path.length) });
  }
  return uri;
}
