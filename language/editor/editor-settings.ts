import type { LangiumSharedServices } from 'langium/lsp';

/** Settings of the editor that the language reads. They are asked for when they are needed, so they are never stale. */
export class EditorSettings {
  private canAsk = false;

  constructor(private readonly shared: LangiumSharedServices) {
    shared.lsp.LanguageServer.onInitialize(({ capabilities }) => {
      this.canAsk = capabilities.workspace?.configuration === true;
    });
  }

  /** `twinchain.inlayHints`; on where the editor has no settings. */
  async inlayHints(uri: string): Promise<boolean> {
    const connection = this.shared.lsp.Connection;
    if (!connection || !this.canAsk) return true;
    const value: unknown = await connection.workspace.getConfiguration({
      scopeUri: uri,
      section: 'twinchain.inlayHints',
    });
    return value !== false && value !== 'off';
  }
}
