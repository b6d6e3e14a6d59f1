import { inject, type Module } from 'langium';
import {
  createDefaultModule,
  createDefaultSharedModule,
  type DefaultSharedModuleContext,
  type LangiumServices,
  type LangiumSharedServices,
  type PartialLangiumLSPServices,
  type PartialLangiumSharedLSPServices,
} from 'langium/lsp';
import { TwinGeneratedModule, TwinGeneratedSharedModule } from '../generated/module.js';
import { ReferenceSearch } from '../names/reference-search.js';
import { type TwinAddedServices, TwinModule } from '../services.js';
import { type LastResult, TwinCodeLenses } from './code-lenses.js';
import { TwinCompletionProvider } from './completion/completion-provider.js';
import { EditorDocumentValidator } from './diagnostics.js';
import { TwinDocumentLinks } from './document-links.js';
import { EditorSettings } from './editor-settings.js';
import { TwinCodeActions } from './fixes/code-actions.js';
import { TwinFormatter } from './formatting.js';
import { TwinHoverProvider } from './hover/hover-provider.js';
import { TwinInlayHints } from './inlay-hints.js';
import { TwinSignatureHelp } from './signature-help.js';
import { TwinDefinitions } from './structure/definitions.js';
import { TwinDocumentSymbols } from './structure/document-symbols.js';
import { TwinFileMoves } from './structure/file-moves.js';
import { TwinFolding } from './structure/folding.js';
import { TwinNodeKinds } from './structure/node-kinds.js';
import { TwinRename } from './structure/rename.js';
import { TwinSemanticTokens } from './structure/semantic-tokens.js';

/** Services that the editor services need from outside. */
export interface EditorAddedServices {
  readonly editor: {
    readonly Settings: EditorSettings;
    /** Bind it to show the last result of a scenario or an experiment. */
    readonly LastResult: LastResult;
  };
}

export type EditorServices = LangiumServices & TwinAddedServices & EditorAddedServices;

/** The services that the language offers to an editor, in addition to its own. */
export const TwinEditorModule: Module<
  EditorServices,
  PartialLangiumLSPServices &
    EditorAddedServices & { validation: Pick<EditorServices['validation'], 'DocumentValidator'> }
> = {
  validation: {
    DocumentValidator: (services) => new EditorDocumentValidator(services),
  },
  editor: {
    Settings: (services) => new EditorSettings(services.shared),
    LastResult: () => ({ ofScenario: () => undefined, ofExperiment: () => undefined }),
  },
  lsp: {
    CodeActionProvider: (services) => new TwinCodeActions(services),
    CodeLensProvider: (services) => new TwinCodeLenses(services.editor.LastResult),
    CompletionProvider: (services) => new TwinCompletionProvider(services),
    DefinitionProvider: (services) => new TwinDefinitions(services),
    DocumentLinkProvider: (services) => new TwinDocumentLinks(services),
    DocumentSymbolProvider: (services) => new TwinDocumentSymbols(services.shared.lsp.NodeKindProvider),
    FoldingRangeProvider: () => new TwinFolding(),
    Formatter: (services) => new TwinFormatter(services),
    HoverProvider: (services) => new TwinHoverProvider(services),
    InlayHintProvider: (services) => new TwinInlayHints(services, services.editor.Settings),
    RenameProvider: (services) => new TwinRename(services),
    SemanticTokenProvider: (services) => new TwinSemanticTokens(services),
    SignatureHelp: (services) => new TwinSignatureHelp(services),
  },
};

/** The editor services shared by all languages of a server. */
export const TwinEditorSharedModule: Module<
  LangiumSharedServices,
  PartialLangiumSharedLSPServices & { workspace: Pick<LangiumSharedServices['workspace'], 'IndexManager'> }
> = {
  workspace: { IndexManager: (services) => new ReferenceSearch(services) },
  lsp: {
    NodeKindProvider: () => new TwinNodeKinds(),
    FileOperationHandler: (services) =>
      new TwinFileMoves(() => {
        const [twin] = services.ServiceRegistry.all;
        return twin as EditorServices;
      }),
  },
};

/** The language with its editor services, without a server around them. */
export function createEditorLanguage(
  context: DefaultSharedModuleContext,
  extras: Module<EditorServices, { editor?: Partial<EditorAddedServices['editor']> }> = {},
): { shared: LangiumSharedServices; twin: EditorServices } {
  const shared = inject(createDefaultSharedModule(context), TwinGeneratedSharedModule, TwinEditorSharedModule);
  const twin: EditorServices = inject(
    createDefaultModule({ shared }),
    TwinGeneratedModule,
    TwinModule,
    TwinEditorModule,
    extras,
  );
  shared.ServiceRegistry.register(twin);
  return { shared, twin };
}
