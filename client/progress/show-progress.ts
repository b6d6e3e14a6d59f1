import { Disposable, type Event, ProgressLocation, StatusBarAlignment, window } from 'vscode';
import { notificationText } from '../../server/protocol/plain-text.js';
import { showError } from '../notifications.js';

/** A running job, as it is shown to the user. */
export interface Ongoing {
  id: string;
  title: string;
  /** A few words for the status bar. */
  state: string;
  /** Its progress, once known. */
  progress?: { percent: number; message: string };
  /** Whether a stop was requested, so that there is nothing left to cancel. */
  stopping?: boolean;
  /** The part of the extension that started it shows its progress. */
  quiet?: boolean;
}

/** The running jobs of one kind. */
export interface Source<Active, Finished> {
  /** In the order in which they were started. */
  readonly active: readonly Active[];
  readonly onDidStart: Event<Active>;
  readonly onDidProgress: Event<Active>;
  readonly onDidFinish: Event<Finished>;
  stop(id: string): Promise<void>;
}

/** How jobs of one kind are shown. */
export interface Appearance<Active, Finished> {
  item: { id: string; name: string; tooltip: string; priority: number };
  describe(active: Active): Ongoing;
  /** The id of a finished job, and its problem if it failed. */
  ended(finished: Finished): { id: string; problem?: string };
}

/** Tells which jobs are visible: a job in a visible panel needs no other sign of its progress. */
export interface Sight {
  /** Whether a job is visible now. */
  isSeen(id: string): boolean;
  readonly onDidChangeSight: Event<void>;
}

/** A job that ends earlier needs no notification. */
const DELAY_MS = 700;

/**
 * Shows the progress of jobs that no panel shows: a notification with Cancel for each, and the latest in the status
 * bar.
 */
export function showProgress<Active, Finished>(
  source: Source<Active, Finished>,
  sight: Sight,
  appearance: Appearance<Active, Finished>,
): Disposable {
  const { id, name, tooltip, priority } = appearance.item;
  const item = window.createStatusBarItem(id, StatusBarAlignment.Left, priority);
  item.name = name;
  item.command = 'twinchain.stop';
  item.tooltip = tooltip;
  /** Jobs that have run long enough for a notification. */
  const lasting = new Set<string>();
  /** Open notifications, with the functions that close them. */
  const open = new Map<string, () => void>();
  const refresh = () => {
    const unseen = source.active.map(appearance.describe).filter(({ id }) => !sight.isSeen(id));
    for (const [id, close] of open) if (!unseen.some((each) => each.id === id && !each.stopping)) close();
    for (const each of unseen) {
      if (each.quiet || each.stopping || open.has(each.id) || !lasting.has(each.id)) continue;
      const closing = new Promise<void>((resolve) => open.set(each.id, resolve));
      void notify(source, appearance, each, closing).finally(() => open.delete(each.id));
    }
    const latest = unseen.at(-1);
    if (!latest) return item.hide();
    const others = unseen.length > 1 ? ` (+${unseen.length - 1})` : '';
    item.text = `$(loading~spin) ${latest.title}: ${latest.state}${others}`;
    item.show();
  };
  return Disposable.from(
    item,
    sight.onDidChangeSight(refresh),
    source.onDidStart((started) => {
      refresh();
      const { id } = appearance.describe(started);
      setTimeout(() => {
        lasting.add(id);
        refresh();
      }, DELAY_MS);
    }),
    source.onDidProgress(refresh),
    source.onDidFinish((finished) => {
      const { id, problem } = appearance.ended(finished);
      lasting.delete(id);
      refresh();
      if (problem !== undefined) void showError(problem);
    }),
  );
}

/** @param closing resolved when the notification is to close */
async function notify<Active, Finished>(
  source: Source<Active, Finished>,
  { describe }: Appearance<Active, Finished>,
  { id, title }: Ongoing,
  closing: Promise<void>,
): Promise<void> {
  await window.withProgress(
    { location: ProgressLocation.Notification, title: notificationText(title), cancellable: true },
    async (notification, token) => {
      let shown = 0;
      const parts = Disposable.from(
        token.onCancellationRequested(() => void source.stop(id)),
        source.onDidProgress((active) => {
          const { id: whose, progress } = describe(active);
          if (whose !== id || !progress) return;
          // If more work turns out to be needed, the end moves away; the bar does not move back.
          const percent = Math.max(shown, progress.percent);
          notification.report({ message: notificationText(progress.message), increment: percent - shown });
          shown = percent;
        }),
      );
      await closing;
      parts.dispose();
    },
  );
}
