import { commands, type ExtensionContext, type Memento, window, workspace } from 'vscode';
import { findInWorkspace } from '../examples/examples.js';
import { isFrom } from '../history/last-run.js';
import type { Presenter } from '../panel/presenter.js';
import type { Runs } from '../runs/runs.js';
import { textColumn } from '../scenarios/text-column.js';

/** The id of the walkthrough in package.json. */
const WALKTHROUGH = 'start';
const BASELINE = 'baseline.twin';

/** Keys that record that the walkthrough was shown: for this user, and for this folder. */
const SEEN = 'twinchain.welcomed';

/** The setting by which a user of the editor declines walkthroughs. */
const SHOW_AROUND = 'workbench.welcomePage.walkthroughs.openOnInstall';

/**
 * Fills an empty window: a new user gets the walkthrough; others get, once in a folder, the text of its last run with
 * the results beside it, or else the paper's baseline.
 */
export async function welcome(context: ExtensionContext, runs: Runs, presenter: Presenter): Promise<void> {
  if (!isEmpty() || !workspace.getConfiguration().get<boolean>(SHOW_AROUND, true)) return;
  if (await isFirstTime(context.globalState)) {
    // The user may have opened something meanwhile.
    if (!isEmpty()) return;
    await commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#${WALKTHROUGH}`, false);
    return;
  }
  if (await isFirstTime(context.workspaceState)) await showLastOrBaseline(runs, presenter);
}

async function isFirstTime(memento: Memento): Promise<boolean> {
  const isFirst = !memento.get<boolean>(SEEN, false);
  if (isFirst) await memento.update(SEEN, true);
  return isFirst;
}

async function showLastOrBaseline(runs: Runs, presenter: Presenter): Promise<void> {
  const [last] = (await runs.list()).filter(({ damage }) => damage === undefined);
  const source = last?.source ? await findInWorkspace(last.source) : undefined;
  const text = source ?? (await findInWorkspace(BASELINE));
  // The user may have opened a text meanwhile.
  if (!text || !isEmpty()) return;
  await window.showTextDocument(text, { viewColumn: textColumn(), preview: false });
  if (last && isFrom(last, text.toString())) await presenter.showRuns([last.run]);
}

function isEmpty(): boolean {
  return window.tabGroups.all.every(({ tabs }) => tabs.length === 0);
}
