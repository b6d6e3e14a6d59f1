import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  DefaultServiceRegistry,
  type DefaultSharedCoreModuleContext,
  DocumentState,
  inject,
  type LangiumCoreServices,
  type LangiumSharedCoreServices,
  type Module,
  type PartialLangiumCoreServices,
  type PartialLangiumSharedCoreServices,
} from 'langium';
import { TwinGeneratedModule, TwinGeneratedSharedModule } from './generated/module.js';
import { TwinLexer } from './grammar/lexer.js';
import { createTwinParser } from './grammar/parser.js';
import { TwinParserErrorMessages } from './grammar/parser-error-messages.js';
import { createProbingParser, type ProbingParser } from './grammar/repair/probe.js';
import { TwinTokenBuilder } from './grammar/token-builder.js';
import { DataFiles } from './imports/data-files.js';
import { ImportGraph } from './imports/import-graph.js';
import { WorkspaceRoots } from './imports/workspace-roots.js';
import { Defaults } from './lowering/defaults.js';
import { TwinLinker } from './names/linker.js';
import { NoLocalSymbols } from './names/local-symbols.js';
import { ReferenceSearch } from './names/reference-search.js';
import { TwinScopeProvider } from './names/scope-provider.js';
import { TwinDocumentValidator } from './validation/document-validator.js';

/** The services that the language adds to Langium's. */
export interface TwinAddedServices {
  readonly twin: {
    readonly WorkspaceRoots: WorkspaceRoots;
    readonly ImportGraph: ImportGraph;
    readonly DataFiles: DataFiles;
    readonly Defaults: Defaults;
    /** Created at the first syntax error: most texts have none. */
    readonly ProbingParser: ProbingParser;
  };
}

export type TwinServices = LangiumCoreServices & TwinAddedServices;

/** How the services of the language are created. An editor adds its own. */
export const TwinModule: Module<TwinServices, PartialLangiumCoreServices & TwinAddedServices> = {
  parser: {
    TokenBuilder: () => new TwinTokenBuilder(),
    Lexer: (services) => new TwinLexer(services),
    LangiumParser: (services) => createTwinParser(services, (tokens) => services.twin.ProbingParser.progress(tokens)),
    // Our completion reads tokens and needs no parser of its own, so editors create one parser fewer.
    CompletionParser: (services) => services.twin.ProbingParser,
    ParserErrorMessageProvider: () => new TwinParserErrorMessages(),
  },
  references: {
    Linker: (services) => new TwinLinker(services),
    ScopeComputation: (services) => new NoLocalSymbols(services),
    ScopeProvider: (services) =>
      new TwinScopeProvider(services.twin.ImportGraph, services.workspace.AstNodeDescriptionProvider),
  },
  validation: {
    DocumentValidator: (services) => new TwinDocumentValidator(services),
  },
  twin: {
    WorkspaceRoots: (services) => new WorkspaceRoots(() => services.shared.workspace.WorkspaceManager.workspaceFolders),
    ImportGraph: ({ shared: { workspace }, twin }) => {
      const graph = new ImportGraph(() => workspace.LangiumDocuments, twin.WorkspaceRoots);
      workspace.DocumentBuilder.onUpdate(() => graph.forget());
      workspace.DocumentBuilder.onDocumentPhase(DocumentState.Parsed, () => graph.forget());
      return graph;
    },
    DataFiles: (services) => new DataFiles(services.shared.workspace.FileSystemProvider, services.twin.WorkspaceRoots),
    Defaults: (services) => new Defaults(() => services.parser.LangiumParser),
    ProbingParser: (services) => createProbingParser(services),
  },
};

/** Without an editor there is only one language: every file is read as a scenario file, whatever its name. */
class OneLanguage extends DefaultServiceRegistry {
  override getServices(): LangiumCoreServices {
    return this.all[0];
  }
}

const SharedModule: Module<LangiumSharedCoreServices, PartialLangiumSharedCoreServices> = {
  ServiceRegistry: () => new OneLanguage(),
  workspace: { IndexManager: (services) => new ReferenceSearch(services) },
};

/** The language without an editor: for the command line, and for tests. */
export function createTwinServices(context: DefaultSharedCoreModuleContext): {
  shared: LangiumSharedCoreServices;
  twin: TwinServices;
} {
  const shared = inject(createDefaultSharedCoreModule(context), TwinGeneratedSharedModule, SharedModule);
  const twin = inject(createDefaultCoreModule({ shared }), TwinGeneratedModule, TwinModule);
  shared.ServiceRegistry.register(twin);
  return { shared, twin };
}
