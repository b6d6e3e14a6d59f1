import { l10n, type QuickPickItem, window } from 'vscode';
import type { RunEntry } from '../../server/protocol/runs.js';
import { extentText, runName, startText } from './run-text.js';

/** More lines than this in one plot cannot be told apart. */
const MAX_COMPARED = 5;

interface RunItem extends QuickPickItem {
  run: string;
}

/**
 * Lets the user choose runs to compare; the given runs are preselected. The oldest comes first: it is the baseline.
 * Undefined if the user cancels.
 */
export async function chooseRuns(
  entries: readonly RunEntry[],
  title: string,
  chosen: readonly string[] = [],
): Promise<string[] | undefined> {
  // `showQuickPick` shows the runs before it ticks those that are chosen, and a click in between would undo these.
  const list = window.createQuickPick<RunItem>();
  list.title = title;
  list.placeholder = l10n.t('Select two to {0} runs', MAX_COMPARED);
  list.canSelectMany = true;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = entries.filter(isWhole).map(runItem);
  list.selectedItems = list.items.filter(({ run }) => chosen.includes(run));
  const picked = await new Promise<readonly RunItem[] | undefined>((resolve) => {
    list.onDidAccept(() => resolve(list.selectedItems));
    list.onDidHide(() => resolve(undefined));
    list.show();
  });
  list.dispose();
  // The list has the latest run first, but the oldest run is the baseline.
  return picked && inOrder(list.items, picked).reverse().slice(0, MAX_COMPARED);
}

function inOrder(items: readonly RunItem[], picked: readonly RunItem[]): string[] {
  const runs = new Set(picked.map(({ run }) => run));
  return items.map(({ run }) => run).filter((run) => runs.has(run));
}

/** Lets the user choose one run. Undefined if the user cancels. */
export async function chooseRun(entries: readonly RunEntry[], title: string): Promise<string | undefined> {
  const picked = await window.showQuickPick(entries.filter(isWhole).map(runItem), {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.run;
}

/** A damaged run has no figures to show. */
function isWhole({ damage }: RunEntry): boolean {
  return damage === undefined;
}

function runItem(entry: RunEntry): RunItem {
  return {
    run: entry.run,
    label: runName(entry),
    description: [entry.label && entry.scenario, l10n.t('seed {0}', entry.seed), startText(entry)]
      .filter(Boolean)
      .join(' · '),
    detail: [entry.figures, extentText(entry)].filter(Boolean).join(' · '),
  };
}
