import path from 'node:path';
import { l10n, Range, type TestController, type TestItem, Uri, workspace } from 'vscode';
import type { DeclarationName, ExpectingDeclaration, ExpectingText } from '../../server/protocol/experiments.js';
import type { TextPlace, TextRange } from '../../server/protocol/runs.js';
import type { Experiments } from '../experiments/experiments.js';

/** A scenario or an experiment of the tree. */
export interface DeclarationItem {
  uri: string;
  kind: ExpectingDeclaration['kind'];
  name: string;
  /** Fingerprint of the text whose results are shown; undefined where there are none. */
  shown?: string;
}

/** An expectation of the tree. */
export interface ExpectationItem {
  text: string;
  source: string;
  place: TextPlace;
}

/** The tree of the Test Explorer: file, scenario or experiment, expectation. */
export class ExpectationItems {
  readonly #declarations = new WeakMap<TestItem, DeclarationItem>();
  readonly #expectations = new WeakMap<TestItem, ExpectationItem>();

  constructor(private readonly controller: TestController) {}

  declaration(item: TestItem): DeclarationItem | undefined {
    return this.#declarations.get(item);
  }

  expectation(item: TestItem): ExpectationItem | undefined {
    return this.#expectations.get(item);
  }

  /** The item of a scenario or an experiment of a text, if it has expectations. */
  find(uri: Uri, { kind, name }: DeclarationName): TestItem | undefined {
    return this.controller.items.get(uri.toString())?.children.get(idOf(kind, name));
  }

  remove(uri: Uri): void {
    this.controller.items.delete(uri.toString());
  }

  /** Puts the expectations of a text into the tree. Results of an earlier text are no longer shown as current. */
  update(uri: Uri, { declarations, problem }: ExpectingText): void {
    const id = uri.toString();
    if (declarations.length === 0) {
      this.remove(uri);
      return;
    }
    const file = this.controller.items.get(id) ?? this.controller.createTestItem(id, labelOf(uri), uri);
    file.error = problem;
    this.controller.items.add(file);
    file.children.replace(
      declarations.map((declaration) => {
        const itemId = idOf(declaration.kind, declaration.name);
        const item = file.children.get(itemId) ?? this.controller.createTestItem(itemId, itemId, uri);
        item.range = rangeOf(declaration.range);
        const known = this.#declarations.get(item);
        const { kind, name } = declaration;
        this.#declarations.set(item, { uri: id, kind, name, shown: known?.shown });
        item.children.replace(this.#expectationItems(item, declaration));
        if (known?.shown !== undefined && known.shown !== declaration.fingerprint) this.#outdate(item);
        return item;
      }),
    );
  }

  /** The declarations of a text with results on display. */
  shown(uri: Uri): DeclarationItem[] {
    const shown: DeclarationItem[] = [];
    this.controller.items.get(uri.toString())?.children.forEach((item) => {
      const declaration = this.#declarations.get(item);
      if (declaration?.shown !== undefined) shown.push(declaration);
    });
    return shown;
  }

  /** Notes that results of the text with that fingerprint are shown. */
  show(item: TestItem, fingerprint: string): void {
    const declaration = this.#declarations.get(item);
    if (declaration) declaration.shown = fingerprint;
  }

  /**
   * Marks expectations as undecided: they count as skipped, and their label says so. A description would say so too,
   * but a screen reader reads it in place of the label.
   */
  markUndecided(item: TestItem, isUndecided: boolean): void {
    const expectation = this.#expectations.get(item);
    if (expectation) item.label = isUndecided ? l10n.t('{0} (undecided)', expectation.text) : expectation.text;
  }

  #outdate(item: TestItem): void {
    const declaration = this.#declarations.get(item);
    if (declaration) declaration.shown = undefined;
    item.children.forEach((child) => {
      this.markUndecided(child, false);
    });
    this.controller.invalidateTestResults(item);
  }

  #expectationItems(parent: TestItem, { expectations }: ExpectingDeclaration): TestItem[] {
    const seen = new Map<string, number>();
    return expectations.map(({ text, source, place }, index) => {
      // A scenario and an experiment about it may have the same sentence.
      const times = (seen.get(text) ?? 0) + 1;
      seen.set(text, times);
      const id = times === 1 ? text : `${text} ${times}`;
      const uri = Uri.parse(place.uri);
      const known = parent.children.get(id);
      const item = known?.uri?.toString() === uri.toString() ? known : this.controller.createTestItem(id, text, uri);
      item.range = rangeOf(place.range);
      // VS Code would sort by name; expectations keep their own order.
      item.sortText = String(index).padStart(4, '0');
      this.#expectations.set(item, { text, source, place });
      return item;
    });
  }
}

/** Fingerprint of a scenario or an experiment as its text is now; empty where the text has errors. */
export async function currentFingerprint(
  experiments: Experiments,
  uri: Uri,
  { kind, name }: DeclarationName,
): Promise<string> {
  const { declarations } = await experiments.expectations(uri, [{ kind, name }]);
  return declarations.find((now) => now.kind === kind && now.name === name)?.fingerprint ?? '';
}

function idOf(kind: DeclarationName['kind'], name: string): string {
  return `${kind} ${name}`;
}

/** A file outside the workspace is shown by its name alone. */
function labelOf(uri: Uri): string {
  return workspace.getWorkspaceFolder(uri) ? workspace.asRelativePath(uri) : path.posix.basename(uri.path);
}

function rangeOf({ start, end }: TextRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
