import { Disposable, ProgressLocation, StatusBarAlignment, window } from 'vscode';
import { progressText, stateText } from './progress-text.js';
import type { ActiveRun, Runs } from './runs.js';

/** A run that is over before needs no notification. */
const PATIENCE_MS = 700;

/** Shows how far runs are: a notification with Cancel for each, and the latest in the status bar. */
export function showProgress(runs: Runs): Disposable {
  const item = window.createStatusBarItem('twinchain.progress', StatusBarAlignment.Left, 50);
  item.name = 'Twinchain Run';
  item.command = 'twinchain.stop';
  item.tooltip = 'Stop this run; what was measured is kept';
  const refresh = () => {
    const latest = runs.active.at(-1);
    if (!latest) return item.hide();
    const others = runs.active.length > 1 ? ` (+${runs.active.length - 1})` : '';
    item.text = `$(loading~spin) ${latest.scenario}: ${stateText(latest)}${others}`;
    item.show();
  };
  return Disposable.from(
    item,
    runs.onDidStart((run) => {
      refresh();
      setTimeout(() => {
        if (runs.find(run.run) && !run.quiet) void notify(runs, run);
      }, PATIENCE_MS);
    }),
    runs.onDidProgress(refresh),
    runs.onDidFinish(({ problem }) => {
      refresh();
      if (problem !== undefined) void window.showErrorMessage(problem);
    }),
  );
}

async function notify(runs: Runs, { run, scenario }: ActiveRun): Promise<void> {
  await window.withProgress(
    { location: ProgressLocation.Notification, title: scenario, cancellable: true },
    (notification, token) =>
      new Promise<void>((resolve) => {
        let shown = 0;
        const end = () => {
          for (const part of parts) part.dispose();
          resolve();
        };
        const parts = [
          token.onCancellationRequested(() => void runs.stop(run)),
          runs.onDidProgress(({ run: id, progress, stopping }) => {
            if (id !== run) return;
            if (stopping) return end();
            if (!progress) return;
            const percent = (100 * progress.simulatedSeconds) / progress.duration;
            notification.report({ message: progressText(progress), increment: percent - shown });
            shown = percent;
          }),
          runs.onDidFinish((finished) => {
            if (finished.run === run) end();
          }),
        ];
      }),
  );
}
