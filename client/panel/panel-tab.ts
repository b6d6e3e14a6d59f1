import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { isPanelState, type MessageToPanel, type PanelState } from '../../server/protocol/panel.js';
import type { PanelHost } from './panel-host.js';
import { servePanelMessage } from './panel-messages.js';
import { panelHtml } from './webview-html.js';

/** What distinguishes one tab from another. */
export interface TabKind {
  /** The key under which VS Code restores the tab after a reload; the `when` clauses of its menus use it as well. */
  viewType: string;
  /** The title of an empty tab. */
  title: string;
  /** The text in an empty tab after a reload. */
  hint: string;
}

/** The tab of results. A function, because texts are translated only once the extension is active. */
export function resultsTab(): TabKind {
  return {
    viewType: 'twinchain.results',
    title: vscode.l10n.t('Twinchain Results'),
    hint: vscode.l10n.t('Run a scenario to see its results here.'),
  };
}

export function topologyTab(): TabKind {
  return {
    viewType: 'twinchain.topology',
    title: vscode.l10n.t('Topology'),
    hint: vscode.l10n.t('Use “Twinchain: Show Topology” to see a topology here.'),
  };
}

/** A tab for the panel, created when its first content is shown, and again after it was closed. */
export class PanelTab implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #kind: TabKind;
  readonly #host: PanelHost;
  #panel: vscode.WebviewPanel | undefined;
  /** Messages for a page that has just become ready: the last of each kind. */
  #latest: MessageToPanel[] = [];
  #isReady = false;
  readonly #seen = new vscode.EventEmitter<void>();

  /** The panel became visible or hidden. */
  readonly onDidChangeSight = this.#seen.event;

  /** @param extension the extension's folder, which holds `dist/webview.js` and `dist/webview.css` */
  constructor(extension: vscode.Uri, kind: TabKind, host: PanelHost) {
    this.#extension = extension;
    this.#kind = kind;
    this.#host = host;
  }

  /** Lets VS Code bring the tab back after a reload, with what it showed. */
  register(): vscode.Disposable {
    return vscode.window.registerWebviewPanelSerializer(this.#kind.viewType, {
      deserializeWebviewPanel: async (panel: vscode.WebviewPanel, state: unknown) => {
        this.#adopt(panel);
        if (!isPanelState(state)) this.show({ type: 'waiting', message: this.#kind.hint });
      },
    });
  }

  get isOpen(): boolean {
    return this.#panel !== undefined;
  }

  /** Whether it is visible. */
  get isVisible(): boolean {
    return this.#panel?.visible ?? false;
  }

  /** Its editor column; undefined while it is closed. */
  get column(): vscode.ViewColumn | undefined {
    return this.#panel?.viewColumn;
  }

  /**
   * Brings the panel to the front, beside the text, without taking the focus from it.
   *
   * @param neighbour the tab beside which it opens: texts do not open in its group, which is locked
   */
  open(neighbour?: PanelTab): void {
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      return;
    }
    const column = { viewColumn: neighbour?.column ?? vscode.ViewColumn.Beside, preserveFocus: true };
    this.#adopt(vscode.window.createWebviewPanel(this.#kind.viewType, this.#kind.title, column));
  }

  /** The title of the tab. */
  setTitle(title: string): void {
    if (this.#panel && this.#panel.title !== title) this.#panel.title = title;
  }

  /**
   * Sends a message to the panel if it is open, and keeps it for a panel that is still loading. A message that replaces
   * the whole content (`runs`, `experiment`, `paper`, `topology`, `waiting`) replaces earlier ones.
   */
  show(message: MessageToPanel): void {
    const replaces = (earlier: MessageToPanel) =>
      keyOf(earlier) === keyOf(message) || (isContent(earlier) && isContent(message));
    this.#latest = [...this.#latest.filter((earlier) => !replaces(earlier)), message].filter(
      ({ type }) => type !== 'finished',
    );
    if (message.type === 'finished') this.#latest = this.#latest.filter(({ type }) => type !== 'progress');
    // A new reproduction sends its panels again.
    if (isContent(message) && message.type !== 'paper')
      this.#latest = this.#latest.filter(({ type }) => type !== 'paperPanel');
    if (message.type === 'experiment' && message.experiment.state !== 'running')
      this.#latest = this.#latest.filter(({ type }) => type !== 'sweepProgress');
    if (this.#isReady) void this.#panel?.webview.postMessage(message);
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#seen.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    this.#isReady = false;
    const folder = vscode.Uri.joinPath(this.#extension, 'dist');
    panel.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    const icons = vscode.Uri.joinPath(this.#extension, 'client', 'icons');
    panel.iconPath = {
      light: vscode.Uri.joinPath(icons, 'twin-light.svg'),
      dark: vscode.Uri.joinPath(icons, 'twin-dark.svg'),
    };
    panel.webview.onDidReceiveMessage(async (message: unknown) => {
      const answer = await servePanelMessage(message, this.#host, ({ state }) => this.#ready(state));
      if (answer) void panel.webview.postMessage(answer);
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#isReady = false;
      this.#latest = [];
      this.#seen.fire();
    });
    panel.onDidChangeViewState(() => this.#seen.fire());
    this.#seen.fire();
    panel.webview.html = panelHtml({
      script: panel.webview.asWebviewUri(vscode.Uri.joinPath(folder, 'webview.js')).toString(),
      style: panel.webview.asWebviewUri(vscode.Uri.joinPath(folder, 'webview.css')).toString(),
      source: panel.webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      texts: vscode.l10n.bundle ?? {},
    });
  }

  /**
   * A hidden page starts again when it is shown: it gets its last content or, if there is none, what its state names.
   */
  async #ready(state: PanelState | null): Promise<MessageToPanel | undefined> {
    this.#isReady = true;
    if (state && !this.#latest.some(isContent)) await this.#host.restore(state);
    else for (const message of this.#latest) void this.#panel?.webview.postMessage(message);
    return undefined;
  }
}

/** The key under which a later message replaces an earlier one. */
function keyOf(message: MessageToPanel): string {
  return message.type === 'paperPanel' ? `paperPanel ${message.panel.panel}` : message.type;
}

function isContent({ type }: MessageToPanel): boolean {
  return type === 'runs' || type === 'paper' || type === 'experiment' || type === 'topology' || type === 'waiting';
}
