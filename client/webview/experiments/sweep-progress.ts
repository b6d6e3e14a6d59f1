import type { ExperimentView, SweepProgressView } from '../../../server/protocol/experiment-view.js';
import { count, duration, percent } from '../../../server/protocol/quantities.js';
import type { Progress } from '../dom/progress-bar.js';
import type { Host } from '../model/host.js';
import { t } from '../words/texts.js';

/** The progress of an experiment; taken from its view until the first report of progress. */
export function sweepProgress(view: ExperimentView, told: SweepProgressView | null, host: Host): Progress {
  const known = told?.experiment === view.id ? told : null;
  const done = known?.cellsDone ?? view.cells.done;
  const expected = known?.cellsExpected ?? view.cells.expected;
  const share = expected > 0 ? done / expected : 0;
  const parts = [
    t`${view.name}: ${count(done)} of ${count(expected)} replications (${percent(share)})`,
    known && known.cellsFound > 0 ? t`${count(known.cellsFound)} already done` : '',
    known?.secondsLeft == null ? '' : t`${duration(Math.ceil(known.secondsLeft))} left`,
  ];
  return {
    share,
    text: parts.filter(Boolean).join('  ·  '),
    label: t('Replications'),
    id: view.id,
    stopping: known?.stopping ?? false,
    stop: () => host.post({ type: 'stopExperiment', experiment: view.id }),
  };
}
