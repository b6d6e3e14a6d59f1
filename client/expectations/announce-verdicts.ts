import { Disposable, l10n } from 'vscode';
import type { ExpectationView } from '../../server/protocol/experiment-view.js';
import { countOutcomes, holdingText, outcomesText } from '../../server/protocol/outcomes.js';
import type { Experiments } from '../experiments/experiments.js';
import { showInformation, showWarning } from '../notifications.js';
import type { Presenter } from '../panel/presenter.js';
import type { Runs } from '../runs/runs.js';

/** Shows the outcome of expectations in a notification, unless the panel shows it. For test runs the Test Explorer reports it. */
export function announceVerdicts(runs: Runs, experiments: Experiments, presenter: Presenter): Disposable {
  return Disposable.from(
    runs.onDidFinish(({ run, expectations = [], started }) => {
      if (expectations.length === 0 || !started || started.quiet || presenter.isSeen(run)) return;
      const verdict = `${started.scenario}: ${holdingText(countOutcomes(expectations))}.`;
      void announce(verdict, expectations, () => presenter.showRuns([run]));
    }),
    experiments.onDidFinish(({ experiment, name, view, started }) => {
      if (view?.state !== 'complete' || view.expectations.length === 0) return;
      if (!started || started.quiet || presenter.isSeen(experiment)) return;
      const verdict = `${name}: ${outcomesText(countOutcomes(view.expectations))}.`;
      void announce(verdict, view.expectations, () => presenter.showExperiment(experiment));
    }),
  );
}

async function announce(
  verdict: string,
  expectations: readonly ExpectationView[],
  show: () => Promise<void>,
): Promise<void> {
  const failed = expectations.filter(({ outcome }) => outcome === 'failed');
  const message = [verdict, ...failed.map(({ text }) => l10n.t('“{0}” does not hold.', text))].join(' ');
  const results = l10n.t('Show Results');
  const answer = await (failed.length > 0 ? showWarning(message, results) : showInformation(message, results));
  if (answer === results) await show();
}
