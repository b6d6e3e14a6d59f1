import { inject } from 'langium';
import {
  createDefaultModule,
  createDefaultSharedModule,
  type LangiumServices,
  type LangiumSharedServices,
  startLanguageServer,
} from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { TwinGeneratedModule, TwinGeneratedSharedModule } from '../../language/generated/module.js';
import { type TwinAddedServices, TwinModule } from '../../language/services.js';
import { registerRules } from '../../language/validation/registry.js';

/** The language with an editor on the other side of `connection`. */
function createEditorServices(connection: Connection): LangiumSharedServices {
  const shared = inject(createDefaultSharedModule({ connection, ...NodeFileSystem }), TwinGeneratedSharedModule);
  const twin: LangiumServices & TwinAddedServices = inject(
    createDefaultModule({ shared }),
    TwinGeneratedModule,
    TwinModule,
  );
  shared.ServiceRegistry.register(twin);
  registerRules(twin);
  return shared;
}

startLanguageServer(createEditorServices(createConnection(ProposedFeatures.all)));
