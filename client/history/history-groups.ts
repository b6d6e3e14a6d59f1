import { l10n } from 'vscode';

/** An entry of the history: a kept run or experiment. */
export interface Dated<Item> {
  /** The name of the scenario or the experiment. */
  name: string;
  /** ISO 8601; empty where it is not known. */
  startedAt: string;
  item: Item;
}

/** Several entries of one name from one day. */
export interface Group<Item> {
  /** The identity of the group, which does not change while the group grows. */
  id: string;
  name: string;
  startedAt: string;
  items: Item[];
}

/**
 * Lines of the history, latest first. The runs of one scenario or experiment on one day are grouped, at the place of the
 * latest of them; a single run has a line of its own.
 */
export function grouped<Item>(lines: readonly Dated<Item>[]): (Item | Group<Item>)[] {
  const latestFirst = [...lines].sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
  const groups = new Map<string, Group<Item>>();
  for (const { name, startedAt, item } of latestFirst) {
    const id = `${name} ${dayOf(startedAt)}`;
    const known = groups.get(id);
    if (known) known.items.push(item);
    else groups.set(id, { id, name, startedAt, items: [item] });
  }
  return [...groups.values()].map((group) => (group.items.length === 1 ? group.items[0] : group));
}

/**
 * The day of a time in the time zone of the reader: `Today`, `Yesterday`, `14 Mar`. Empty where the time is not known.
 */
export function dayText(startedAt: string, now = new Date()): string {
  const started = new Date(startedAt);
  if (Number.isNaN(started.getTime())) return '';
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (started.toDateString() === now.toDateString()) return l10n.t('Today');
  if (started.toDateString() === yesterday.toDateString()) return l10n.t('Yesterday');
  const year = started.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return started.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year });
}

function dayOf(startedAt: string): string {
  const started = new Date(startedAt);
  return Number.isNaN(started.getTime()) ? '' : started.toDateString();
}
