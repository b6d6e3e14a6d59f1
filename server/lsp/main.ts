import { inject } from 'langium';
import { createDefaultModule, createDefaultSharedModule, startLanguageServer } from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { TwinGeneratedModule, TwinGeneratedSharedModule } from '../../language/generated/module.js';
import { TwinTokenBuilder } from '../../language/grammar/token-builder.js';

const connection = createConnection(ProposedFeatures.all);
const shared = inject(createDefaultSharedModule({ connection, ...NodeFileSystem }), TwinGeneratedSharedModule);
const twin = inject(createDefaultModule({ shared }), TwinGeneratedModule, {
  parser: { TokenBuilder: () => new TwinTokenBuilder() },
});
shared.ServiceRegistry.register(twin);
startLanguageServer(shared);
