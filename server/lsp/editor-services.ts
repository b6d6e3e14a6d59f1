import { inject, type LangiumSharedCoreServices, type Module } from 'langium';
import { createDefaultModule, createDefaultSharedModule, type LangiumSharedServices } from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import type { Connection } from 'vscode-languageserver/node';
import { type EditorServices, TwinEditorModule } from '../../language/editor/editor-module.js';
import { TwinGeneratedModule, TwinGeneratedSharedModule } from '../../language/generated/module.js';
import { WorkspaceRoots } from '../../language/imports/workspace-roots.js';
import { type TwinAddedServices, TwinModule } from '../../language/services.js';
import { registerRules } from '../../language/validation/registry.js';
import { ImportingDocumentBuilder } from './workspace/importing-builder.js';
import { openedFolders } from './workspace/opened-folders.js';

/** The language with an editor on the other side of `connection`. */
export function createEditorServices(connection: Connection): {
  shared: LangiumSharedServices;
  twin: EditorServices;
} {
  const sharedExtras: Module<
    LangiumSharedServices,
    { workspace: Pick<LangiumSharedCoreServices['workspace'], 'DocumentBuilder'> }
  > = {
    workspace: {
      DocumentBuilder: (services) =>
        new ImportingDocumentBuilder(services, () => ({
          imports: twin.twin.ImportGraph,
          roots: twin.twin.WorkspaceRoots,
        })),
    },
  };
  const shared = inject(
    createDefaultSharedModule({ connection, ...NodeFileSystem }),
    TwinGeneratedSharedModule,
    sharedExtras,
  );
  const roots: Module<EditorServices, { twin: Pick<TwinAddedServices['twin'], 'WorkspaceRoots'> }> = {
    twin: { WorkspaceRoots: () => new WorkspaceRoots(() => openedFolders(shared.workspace)) },
  };
  const twin: EditorServices = inject(
    createDefaultModule({ shared }),
    TwinGeneratedModule,
    TwinModule,
    TwinEditorModule,
    roots,
  );
  shared.ServiceRegistry.register(twin);
  registerRules(twin);
  return { shared, twin };
}
