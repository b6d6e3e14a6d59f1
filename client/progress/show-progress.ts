import { Disposable, type Event, ProgressLocation, StatusBarAlignment, window } from 'vscode';
import { notificationText } from '../../server/protocol/plain-text.js';
import { tellError } from '../notifications.js';

/** Something that goes on, as a person is told of it. */
export interface Ongoing {
  id: string;
  title: string;
  /** A few words for the status bar. */
  state: string;
  /** How far it is, once that is known. */
  progress?: { percent: number; message: string };
  /** It was asked to stop, and there is nothing left to cancel. */
  stopping?: boolean;
  /** Whoever started it shows how far it is. */
  quiet?: boolean;
}

/** Where things of one kind go on. */
export interface Source<Active, Finished> {
  /** In the order in which they were started. */
  readonly active: readonly Active[];
  readonly onDidStart: Event<Active>;
  readonly onDidProgress: Event<Active>;
  readonly onDidFinish: Event<Finished>;
  stop(id: string): Promise<void>;
}

/** How things of one kind are shown. */
export interface Appearance<Active, Finished> {
  item: { id: string; name: string; tooltip: string; priority: number };
  describe(active: Active): Ongoing;
  /** Which one has finished, and what went wrong with it. */
  ended(finished: Finished): { id: string; problem?: string };
}

/** What is over before needs no notification. */
const PATIENCE_MS = 700;

/** Shows how far things are: a notification with Cancel for each, and the latest in the status bar. */
export function showProgress<Active, Finished>(
  source: Source<Active, Finished>,
  appearance: Appearance<Active, Finished>,
): Disposable {
  const { id, name, tooltip, priority } = appearance.item;
  const item = window.createStatusBarItem(id, StatusBarAlignment.Left, priority);
  item.name = name;
  item.command = 'twinchain.stop';
  item.tooltip = tooltip;
  const refresh = () => {
    const latest = source.active.at(-1);
    if (!latest) return item.hide();
    const { title, state } = appearance.describe(latest);
    const others = source.active.length > 1 ? ` (+${source.active.length - 1})` : '';
    item.text = `$(loading~spin) ${title}: ${state}${others}`;
    item.show();
  };
  return Disposable.from(
    item,
    source.onDidStart((started) => {
      refresh();
      const { id, quiet } = appearance.describe(started);
      setTimeout(() => {
        const active = source.active.map(appearance.describe).find((each) => each.id === id);
        if (active && !quiet) void notify(source, appearance, active);
      }, PATIENCE_MS);
    }),
    source.onDidProgress(refresh),
    source.onDidFinish((finished) => {
      refresh();
      const { problem } = appearance.ended(finished);
      if (problem !== undefined) void tellError(problem);
    }),
  );
}

async function notify<Active, Finished>(
  source: Source<Active, Finished>,
  { describe, ended }: Appearance<Active, Finished>,
  { id, title }: Ongoing,
): Promise<void> {
  await window.withProgress(
    { location: ProgressLocation.Notification, title: notificationText(title), cancellable: true },
    (notification, token) =>
      new Promise<void>((resolve) => {
        let shown = 0;
        const end = () => {
          for (const part of parts) part.dispose();
          resolve();
        };
        const parts = [
          token.onCancellationRequested(() => void source.stop(id)),
          source.onDidProgress((active) => {
            const { id: whose, progress, stopping } = describe(active);
            if (whose !== id) return;
            if (stopping) return end();
            if (!progress) return;
            // Where more is found to be needed the end moves away; the bar does not go back.
            const percent = Math.max(shown, progress.percent);
            notification.report({ message: notificationText(progress.message), increment: percent - shown });
            shown = percent;
          }),
          source.onDidFinish((finished) => {
            if (ended(finished).id === id) end();
          }),
        ];
      }),
  );
}
