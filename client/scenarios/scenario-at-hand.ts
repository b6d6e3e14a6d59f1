import { commands, Disposable, type Position, type TextDocument, type Uri, window, workspace } from 'vscode';
import type { ScenarioPlace } from '../../server/protocol/runs.js';
import { LANGUAGE_ID } from '../language-client.js';
import type { RunConnection } from '../runs/run-connection.js';

/** One scenario of one text. */
export interface ChosenScenario {
  uri: string;
  scenario: string;
}

/** True while commands about a scenario have one to work on; `when` clauses in package.json use it. */
const AT_HAND = 'twinchain.scenarioAtHand';

/** Which text commands are about: the active one, or the last that was, when the panel has the focus for instance. */
export class ScenarioAtHand extends Disposable {
  #document: TextDocument | undefined;
  readonly #carets = new Map<string, Position>();
  readonly #lastChosen = new Map<string, string>();

  constructor(private readonly connection: Pick<RunConnection, 'ask'>) {
    const parts: Disposable[] = [];
    super(() => {
      for (const part of parts) part.dispose();
    });
    parts.push(
      window.onDidChangeActiveTextEditor((editor) => this.#take(editor?.document)),
      window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        if (textEditor.document.languageId !== LANGUAGE_ID) return;
        this.#carets.set(textEditor.document.uri.toString(), selections[0].active);
      }),
      workspace.onDidOpenTextDocument((document) => {
        // The language of the active text may be set later than the text is opened.
        if (document === window.activeTextEditor?.document) this.#take(document);
      }),
      workspace.onDidCloseTextDocument((document) => {
        if (document !== this.#document) return;
        this.#document = window.visibleTextEditors.map((editor) => editor.document).find(isScenarioText);
        this.#tellContext();
      }),
    );
    this.#take(window.activeTextEditor?.document ?? window.visibleTextEditors.find(hasScenarioText)?.document);
  }

  /** The text at hand. */
  get uri(): Uri | undefined {
    return this.#document?.uri;
  }

  /** Where the caret is, or last was, in a text. */
  caret(uri: Uri): { line: number; character: number } {
    const position =
      window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString())?.selection.active ??
      this.#carets.get(uri.toString());
    return { line: position?.line ?? 0, character: position?.character ?? 0 };
  }

  /** What a code lens says, else the scenario at hand. */
  async given(uri: unknown, scenario: unknown): Promise<ChosenScenario | undefined> {
    return typeof uri === 'string' && typeof scenario === 'string' ? { uri, scenario } : this.choose();
  }

  /** The scenario around the caret, or the only one; else the user chooses. Undefined where there is none. */
  async choose(): Promise<ChosenScenario | undefined> {
    const document = this.#document;
    if (!document) {
      void window.showInformationMessage('Open a scenario (.twin) first, or start with Twinchain: Open Example….');
      return undefined;
    }
    const uri = document.uri.toString();
    const scenarios = await this.connection.ask('twinchain/scenarios', { uri });
    if (scenarios.length === 0) {
      const name = workspace.asRelativePath(document.uri);
      void window.showWarningMessage(`${name} declares no scenario to run.`);
      return undefined;
    }
    const { line } = this.caret(document.uri);
    const around = scenarios.find(({ range }) => line >= range.start.line && line <= range.end.line);
    const scenario = around?.name ?? (scenarios.length === 1 ? scenarios[0].name : await this.#ask(uri, scenarios));
    if (scenario === undefined) return undefined;
    this.#lastChosen.set(uri, scenario);
    return { uri, scenario };
  }

  async #ask(uri: string, scenarios: readonly ScenarioPlace[]): Promise<string | undefined> {
    const last = this.#lastChosen.get(uri);
    const names = scenarios.map(({ name }) => name);
    const ordered = [...names.filter((name) => name === last), ...names.filter((name) => name !== last)];
    return window.showQuickPick(ordered, { placeHolder: 'Which scenario?' });
  }

  #take(document: TextDocument | undefined): void {
    if (document && isScenarioText(document)) this.#document = document;
    this.#tellContext();
  }

  #tellContext(): void {
    void commands.executeCommand('setContext', AT_HAND, this.#document !== undefined);
  }
}

function isScenarioText({ languageId }: TextDocument): boolean {
  return languageId === LANGUAGE_ID;
}

function hasScenarioText({ document }: { document: TextDocument }): boolean {
  return isScenarioText(document);
}
