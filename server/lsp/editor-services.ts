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
import { registerRules } from '../../language/validation/registry.js';

import { openedFolders } from './workspace/opened-folders.js';
import { PatientDocumentBuilder } from './workspace/patient-builder.js';

/**
 * The language with an editor on the other side of `connection`.
 * @param lastResult what came out last of a scenario or an experiment
 */
export function createEditorServices(
  connection: Connection,
  lastResult: LastResult,
): {
  shared: LangiumSharedServices;
  twin: EditorServices;
} {
  const sharedExtras: Module<
    LangiumSharedServices,
    { workspace: Pick<LangiumSharedCoreServices['workspace'], 'DocumentBuilder'> }
  > = {
    workspace: {
      DocumentBuilder: (services) =>
        new PatientDocumentBuilder(services, () => ({
          imports: twin.twin.ImportGraph,
          roots: twin.twin.WorkspaceRoots,
        })),
    },
  };
  const shared = inject(
    createDefaultSharedModule({ connection, fileSystemProvider: () => new NodeFiles() }),
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
  registerRules(twin);
  twin.twin.WorkspaceRoots.followLinksBy(followSymbolicLinks);
  return { shared, twin };
}
