import { commands, Disposable, l10n, type Position, type TextDocument, type Uri, window, workspace } from 'vscode';
import type { ScenarioPlace } from '../../server/protocol/runs.js';
import type { ExperimentConnection } from '../experiments/experiment-connection.js';
import { LANGUAGE_ID } from '../language-id.js';
import { showInformation, showWarning } from '../notifications.js';
import type { RunConnection } from '../runs/run-connection.js';

/** One scenario of one text. */
export interface ChosenScenario {
  uri: string;
  scenario: string;
}

/** One experiment of one text. */
export interface ChosenExperiment {
  uri: string;
  experiment: string;
}

/** True while commands about a scenario have a text to work on; `when` clauses in package.json use it. */
const AT_HAND = 'twinchain.scenarioAtHand';
/** True while that text declares an experiment. */
const EXPERIMENT_AT_HAND = 'twinchain.experimentAtHand';
const EXPERIMENT = /^\s*experiment\s/m;

/**
 * The text that commands are about: the text of the active editor, or the last such text, for instance while the panel
 * has the focus.
 */
export class ActiveScenario extends Disposable {
  #document: TextDocument | undefined;
  readonly #carets = new Map<string, Position>();
  readonly #lastChosen = new Map<string, string>();
  readonly #told = new Map<string, boolean>();

  constructor(
    private readonly connection: Pick<RunConnection, 'ask'>,
    private readonly experiments: Pick<ExperimentConnection, 'ask'>,
  ) {
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
        // The language of the active text may be set after the text is opened.
        if (document === window.activeTextEditor?.document) this.#take(document);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.#document) this.#tellContext();
      }),
      workspace.onDidCloseTextDocument((document) => {
        if (document !== this.#document) return;
        this.#document = window.visibleTextEditors.map((editor) => editor.document).find(isScenarioText);
        this.#tellContext();
      }),
    );
    this.#take(window.activeTextEditor?.document ?? window.visibleTextEditors.find(hasScenarioText)?.document);
  }

  /** The text that commands are about. */
  get uri(): Uri | undefined {
    return this.#document?.uri;
  }

  /** The current or last position of the caret in a text. */
  caret(uri: Uri): { line: number; character: number } {
    const position =
      window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString())?.selection.active ??
      this.#carets.get(uri.toString());
    return { line: position?.line ?? 0, character: position?.character ?? 0 };
  }

  /** The scenario that a code lens names, or else the active one. */
  async given(uri: unknown, scenario: unknown): Promise<ChosenScenario | undefined> {
    if (typeof uri === 'string' && typeof scenario === 'string') return { uri, scenario };
    const chosen = await this.#choose('scenario');
    return chosen && { uri: chosen.uri, scenario: chosen.name };
  }

  /** The experiment that a code lens names, or else the active one. */
  async givenExperiment(uri: unknown, experiment: unknown): Promise<ChosenExperiment | undefined> {
    if (typeof uri === 'string' && typeof experiment === 'string') return { uri, experiment };
    const chosen = await this.#choose('experiment');
    return chosen && { uri: chosen.uri, experiment: chosen.name };
  }

  /** The declaration around the caret, or the only one; else the user chooses. Undefined where there is none. */
  async #choose(kind: 'scenario' | 'experiment'): Promise<{ uri: string; name: string } | undefined> {
    const document = this.#document;
    if (!document) {
      showInformation(l10n.t('Open a scenario (.twin) first, or start with Twinchain: Open Example….'));
      return undefined;
    }
    const uri = document.uri.toString();
    const declared =
      kind === 'scenario'
        ? await this.connection.ask('twinchain/scenarios', { uri })
        : await this.experiments.ask('twinchain/experiments', { uri });
    if (declared.length === 0) {
      const file = workspace.asRelativePath(document.uri);
      showWarning(
        kind === 'scenario'
          ? l10n.t('{0} declares no scenario to run.', file)
          : l10n.t('{0} declares no experiment to run.', file),
      );
      return undefined;
    }
    const { line } = this.caret(document.uri);
    const around = declared.find(({ range }) => line >= range.start.line && line <= range.end.line);
    const name = around?.name ?? (declared.length === 1 ? declared[0].name : await this.#ask(kind, uri, declared));
    if (name === undefined) return undefined;
    this.#lastChosen.set(`${kind} ${uri}`, name);
    return { uri, name };
  }

  async #ask(
    kind: 'scenario' | 'experiment',
    uri: string,
    declared: readonly ScenarioPlace[],
  ): Promise<string | undefined> {
    const last = this.#lastChosen.get(`${kind} ${uri}`);
    const names = declared.map(({ name }) => name);
    const ordered = [...names.filter((name) => name === last), ...names.filter((name) => name !== last)];
    return window.showQuickPick(ordered, {
      placeHolder: kind === 'scenario' ? l10n.t('Select a scenario to run') : l10n.t('Select an experiment to run'),
    });
  }

  #take(document: TextDocument | undefined): void {
    if (document && isScenarioText(document)) this.#document = document;
    this.#tellContext();
  }

  #tellContext(): void {
    const hasExperiment = this.#document !== undefined && EXPERIMENT.test(this.#document.getText());
    for (const [key, value] of [
      [AT_HAND, this.#document !== undefined],
      [EXPERIMENT_AT_HAND, hasExperiment],
    ] as const) {
      if (this.#told.get(key) === value) continue;
      this.#told.set(key, value);
      void commands.executeCommand('setContext', key, value);
    }
  }
}

function isScenarioText({ languageId }: TextDocument): boolean {
  return languageId === LANGUAGE_ID;
}

function hasScenarioText({ document }: { document: TextDocument }): boolean {
  return isScenarioText(document);
}
