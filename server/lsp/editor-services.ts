import { inject, type LangiumSharedCoreServices, type Module } from 'langium';
import { createDefaultModule, createDefaultSharedModule, type LangiumSharedServices } from 'langium/lsp';
import type { Connection } from 'vscode-languageserver/node';
import type { LastResult } from '../../language/editor/code-lenses.js';
import {
  type EditorAddedServices,
  type EditorServices,
  TwinEditorModule,
  TwinEditorSharedModule,
} from '../../language/editor/editor-module.js';
import { TwinGeneratedModule, TwinGeneratedSharedModule } from '../../language/generated/module.js';
import { WorkspaceRoots } from '../../language/imports/workspace-roots.js';
import { followSymbolicLinks, NodeFiles } from '../../language/node.js';
import { type TwinAddedServices, TwinModule } from '../../language/services.js';
import { BackgroundWorkspaceManager } from './workspace/background-workspace.js';
import { BoundedDocumentFactory } from './workspace/bounded-documents.js';
import { DocumentUpdates } from './workspace/document-updates.js';
import { openedFolders } from './workspace/opened-folders.js';
import { RereadingDocumentBuilder } from './workspace/rereading-builder.js';
import { EditorServiceRegistry } from './workspace/service-registry.js';

/**
 * The language with an editor on the other side of `connection`.
 * @param lastResult the last result of a scenario or an experiment
 */
export function createEditorServices(
  connection: Connection,
  lastResult: LastResult,
): {
  shared: LangiumSharedServices;
  twin: EditorServices;
} {
  const files = new NodeFiles();
  const sharedExtras: Module<
    LangiumSharedServices,
    {
      ServiceRegistry: LangiumSharedServices['ServiceRegistry'];
      lsp: Pick<LangiumSharedServices['lsp'], 'DocumentUpdateHandler'>;
      workspace: Pick<
        LangiumSharedCoreServices['workspace'],
        'DocumentBuilder' | 'LangiumDocumentFactory' | 'WorkspaceManager'
      >;
    }
  > = {
    ServiceRegistry: (services) => new EditorServiceRegistry(services),
    lsp: { DocumentUpdateHandler: (services) => new DocumentUpdates(services) },
    workspace: {
      LangiumDocumentFactory: (services) => new BoundedDocumentFactory(services, files),
      WorkspaceManager: (services) => new BackgroundWorkspaceManager(services),
      DocumentBuilder: (services) =>
        new RereadingDocumentBuilder(services, () => ({
          imports: twin.twin.ImportGraph,
          roots: twin.twin.WorkspaceRoots,
        })),
    },
  };
  const shared = inject(
    createDefaultSharedModule({ connection, fileSystemProvider: () => files }),
    TwinGeneratedSharedModule,
    TwinEditorSharedModule,
    sharedExtras,
  );
  const extras: Module<
    EditorServices,
    {
      twin: Pick<TwinAddedServices['twin'], 'WorkspaceRoots'>;
      editor: Pick<EditorAddedServices['editor'], 'LastResult'>;
    }
  > = {
    editor: { LastResult: () => lastResult },
    twin: { WorkspaceRoots: () => new WorkspaceRoots(() => openedFolders(shared.workspace)) },
  };
  const twin: EditorServices = inject(
    createDefaultModule({ shared }),
    TwinGeneratedModule,
    TwinModule,
    TwinEditorModule,
    extras,
  );
  shared.ServiceRegistry.register(twin);
  twin.twin.WorkspaceRoots.followLinksBy(followSymbolicLinks);
  return { shared, twin };
}
