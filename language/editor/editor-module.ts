import { inject, type Module } from 'langium';
import {
  createDefaultModule,
  createDefaultSharedModule,
  type DefaultSharedModuleContext,
  type LangiumServices,
  type LangiumSharedServices,
  type PartialLangiumLSPServices,
} from 'langium/lsp';
import { TwinGeneratedModule, TwinGeneratedSharedModule } from '../generated/module.js';
import { type TwinAddedServices, TwinModule } from '../services.js';
import { registerRules } from '../validation/registry.js';
import { TwinCompletionProvider } from './completion/completion-provider.js';
import { TwinHoverProvider } from './hover/hover-provider.js';

export type EditorServices = LangiumServices & TwinAddedServices;

/** What the language offers to an editor, on top of its own services. */
export const TwinEditorModule: Module<EditorServices, PartialLangiumLSPServices> = {
  lsp: {
    CompletionProvider: (services) => new TwinCompletionProvider(services),
    HoverProvider: (services) => new TwinHoverProvider(services),
  },
};

/** The language with its editor services, without a server around them. */
export function createEditorLanguage(context: DefaultSharedModuleContext): {
  shared: LangiumSharedServices;
  twin: EditorServices;
} {
  const shared = inject(createDefaultSharedModule(context), TwinGeneratedSharedModule);
  const twin: EditorServices = inject(
    createDefaultModule({ shared }),
    TwinGeneratedModule,
    TwinModule,
    TwinEditorModule,
  );
  shared.ServiceRegistry.register(twin);
  registerRules(twin);
  return { shared, twin };
}
