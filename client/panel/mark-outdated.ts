import { Disposable, workspace } from 'vscode';
import { debounce } from '../debounce.js';
import type { Runs } from '../runs/runs.js';
import type { PanelTab } from './panel-tab.js';
import type { Presenter } from './presenter.js';

/** Pause in typing after which texts are compared, and longest delay while the user keeps typing, ms. */
const PAUSE = 400;
const MOST = 2000;

/** Marks runs in the panel while their text differs from the text that was run. */
export function markOutdated(tab: PanelTab, presenter: Presenter, runs: Runs): Disposable {
  const compare = async () => {
    const { subject } = presenter;
    if (subject.kind !== 'runs') return;
    try {
      const outdated = await runs.outdated(subject.runs);
      if (presenter.subject === subject) tab.show({ type: 'outdated', runs: outdated });
    } catch {
      // The language server is restarting, which is reported elsewhere; the next change asks again.
    }
  };
  const comparison = debounce(compare, PAUSE, MOST);
  const soon = () => comparison.soon();
  return Disposable.from(
    presenter.onDidChangeSight(soon),
    runs.onDidFinish(soon),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document.languageId === 'twin') soon();
    }),
    comparison,
  );
}
