import { Disposable, ProgressLocation, StatusBarAlignment, window } from 'vscode';
import type { ActiveExperiment, Experiments } from './experiments.js';
import { sweepStateText, sweepText } from './sweep-text.js';

/** An experiment that is over before needs no notification. */
const PATIENCE_MS = 700;

/** Shows how far experiments are: a notification with Cancel for each, and the latest in the status bar. */
export function showSweepProgress(experiments: Experiments): Disposable {
  const item = window.createStatusBarItem('twinchain.experiment', StatusBarAlignment.Left, 49);
  item.name = 'Twinchain Experiment';
  item.command = 'twinchain.stop';
  item.tooltip = 'Stop this experiment; what is finished is kept, and it can be gone on with';
  const refresh = () => {
    const latest = experiments.active.at(-1);
    if (!latest) return item.hide();
    const others = experiments.active.length > 1 ? ` (+${experiments.active.length - 1})` : '';
    item.text = `$(loading~spin) ${latest.name}: ${sweepStateText(latest)}${others}`;
    item.show();
  };
  return Disposable.from(
    item,
    experiments.onDidStart(({ experiment, quiet }) => {
      refresh();
      setTimeout(() => {
        const active = experiments.find(experiment);
        if (active && !quiet) void notify(experiments, active);
      }, PATIENCE_MS);
    }),
    experiments.onDidProgress(refresh),
    experiments.onDidFinish(({ problem }) => {
      refresh();
      if (problem !== undefined) void window.showErrorMessage(problem);
    }),
  );
}

async function notify(experiments: Experiments, { experiment, name }: ActiveExperiment): Promise<void> {
  await window.withProgress(
    { location: ProgressLocation.Notification, title: name, cancellable: true },
    (notification, token) =>
      new Promise<void>((resolve) => {
        let shown = 0;
        const end = () => {
          for (const part of parts) part.dispose();
          resolve();
        };
        const parts = [
          token.onCancellationRequested(() => void experiments.stop(experiment)),
          experiments.onDidProgress(({ experiment: id, progress, stopping }) => {
            if (id !== experiment) return;
            if (stopping) return end();
            if (!progress) return;
            // With sequential stopping the end may move away; the bar does not go back.
            const percent = Math.max(shown, (100 * progress.cellsDone) / progress.cellsExpected);
            notification.report({ message: sweepText(progress), increment: percent - shown });
            shown = percent;
          }),
          experiments.onDidFinish((finished) => {
            if (finished.experiment === experiment) end();
          }),
        ];
      }),
  );
}
