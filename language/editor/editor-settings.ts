import type { LangiumSharedServices } from 'langium/lsp';
import { DidChangeConfigurationNotification } from 'vscode-languageserver';

const SECTION = 'twinchain';

/** Settings of the editor that the language reads. They are requested when they are needed, so they are never stale. */
export class EditorSettings {
  private canAsk = false;

  constructor(private readonly shared: LangiumSharedServices) {
    const connection = shared.lsp.Connection;
    let canRegister = false;
    let canRefresh = false;
    shared.lsp.LanguageServer.onInitialize(({ capabilities: { workspace } }) => {
      this.canAsk = workspace?.configuration === true;
      canRegister = workspace?.didChangeConfiguration?.dynamicRegistration === true;
      canRefresh = workspace?.inlayHint?.refreshSupport === true;
    });
    shared.lsp.LanguageServer.onInitialized(() => {
      if (connection && canRegister)
        void connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
    });
    shared.workspace.ConfigurationProvider.onConfigurationSectionUpdate(({ section }) => {
      if (connection && canRefresh && section === SECTION) void connection.languages.inlayHint.refresh();
    });
  }

  /** `twinchain.inlayHints`; on if the editor has no settings. */
  async inlayHints(uri: string): Promise<boolean> {
    const connection = this.shared.lsp.Connection;
    if (!connection || !this.canAsk) return true;
    const value: unknown = await connection.workspace.getConfiguration({
      scopeUri: uri,
      section: `${SECTION}.inlayHints`,
    });
    return value !== false && value !== 'off';
  }
}
