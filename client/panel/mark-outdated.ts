import { Disposable, workspace } from 'vscode';
import type { Runs } from '../runs/runs.js';
import type { PanelTab } from './panel-tab.js';
import type { Presenter } from './presenter.js';

/** Texts are compared when no key was pressed for this long. */
const PAUSE_MS = 400;

/** Marks runs in the panel whose text would run otherwise now, as soon as it would, and until it would not. */
export function markOutdated(tab: PanelTab, presenter: Presenter, runs: Runs): Disposable {
  let pause: NodeJS.Timeout | undefined;
  let turn = 0;
  const compare = async () => {
    const { subject } = presenter;
    if (subject.kind !== 'runs') return;
    const own = ++turn;
    const outdated = await runs.outdated(subject.runs);
    if (own === turn) tab.show({ type: 'outdated', runs: outdated });
  };
  const soon = () => {
    clearTimeout(pause);
    pause = setTimeout(() => void compare(), PAUSE_MS);
  };
  return Disposable.from(
    presenter.onDidChangeSight(soon),
    runs.onDidFinish(soon),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document.languageId === 'twin') soon();
    }),
    new Disposable(() => clearTimeout(pause)),
  );
}
