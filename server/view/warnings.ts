import * as l10n from '@vscode/l10n';
import { type Results, recordingOf } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { count, counted, duration } from '../protocol/quantities.js';
import type { WarningView } from '../protocol/run-view.js';
import { numbersOf } from './columns.js';
import { backlogOf } from './falling-behind.js';
import { standstills } from './standstill.js';

/** With fewer samples than this, a box plot or a percentile is not reliable. */
const FEW = 10;

type Summaries = Parameters<typeof backlogOf>[0];
type Rule = (results: Results, scenario: Scenario, metrics: Summaries) => WarningView | undefined;

/** Warnings about the figures, the most serious first. */
export function warnings(results: Results, scenario: Scenario, metrics: Summaries): WarningView[] {
  const found: WarningView[] = results.violations.map(({ kind, message, time, more }) => ({
    code: `violation-${kind}`,
    severity: 'error',
    message: [l10n.t('Invariant violated at {0} ({1}): {2}', duration(time), kind, message), ...unlisted(more)].join(
      '; ',
    ),
    at: time,
  }));
  for (const { chain, message } of standstills(recordingOf(results), scenario)) {
    const origin = chain === 'primary' ? 'primary.roundTimeout' : 'management.cycleTimeout';
    found.push({ code: `stood-still-${chain}`, severity: 'warning', message, origin });
  }
  for (const rule of RULES) {
    const warning = rule(results, scenario, metrics);
    if (warning) found.push(warning);
  }
  return found;
}

const stoppedEarly: Rule = (results, scenario) =>
  results.complete
    ? undefined
    : {
        code: 'stopped-early',
        severity: 'information',
        message: l10n.t(
          'Stopped at {0} of {1}. Figures cover that part.',
          duration(results.simulatedSeconds),
          duration(scenario.duration),
        ),
        origin: 'duration',
      };

const intervalsMissed: Rule = (results) => {
  const missed = results.counters['management.intervalsMissed'];
  return missed === 0
    ? undefined
    : {
        code: 'intervals-missed',
        severity: 'warning',
        message: l10n.t(
          '{0} ended without a decision: every cycle failed, so the configuration did not change.',
          counted(missed, 'configuration block interval'),
        ),
        origin: 'management.interval',
      };
};

const cyclesFailed: Rule = (results) => {
  const failed = results.counters['management.cyclesFailed'];
  return failed === 0
    ? undefined
    : {
        code: 'cycles-failed',
        severity: 'warning',
        message: l10n.t(
          '{0} of the management chain failed. The next proposer took over, which makes agreement take longer.',
          counted(failed, 'proposal cycle'),
        ),
        origin: 'management.cycleTimeout',
      };
};

/** A few are the normal cost of changing the configuration; many deserve a warning. */
const MANY_FAILED = 0.05;

const roundsFailed: Rule = (results) => {
  const failed = results.counters['primary.roundsFailed'];
  const share = failed / (failed + results.tables.blocks.rows);
  return failed === 0
    ? undefined
    : {
        code: 'rounds-failed',
        severity: share < MANY_FAILED ? 'information' : 'warning',
        message: l10n.t('{0} ended without a block.', counted(failed, 'primary round')),
        origin: 'primary.roundTimeout',
      };
};

/** A timeout that is about as long as a round: some nodes leave the view, but the block is still decided. */
const viewsLeftEarly: Rule = (results) => {
  const { 'primary.viewChanges': changes, 'primary.roundsFailed': failed } = results.counters;
  return changes === 0 || failed > 0
    ? undefined
    : {
        code: 'views-left-early',
        severity: 'information',
        message: l10n.t(
          'Validators left a view early {0} although the round produced its block: `roundTimeout` is about as long as a round.',
          counted(changes, 'time'),
        ),
        origin: 'primary.roundTimeout',
      };
};

/** An overloaded primary shows as a latency that grows until the run ends. */
const fallsBehind: Rule = (results, scenario, metrics) => {
  const dropped = results.counters['primary.dropped'];
  const backlog = scenario.primary.workload && backlogOf(metrics, dropped, results.tables.blocks.rows);
  if (!backlog) return undefined;
  const { waiting, oldest } = backlog;
  const parts = [
    ...(waiting > 0 ? [waitingText(waiting, oldest)] : []),
    ...(dropped > 0 ? [droppedText(dropped)] : []),
  ];
  return {
    code: 'falls-behind',
    severity: 'warning',
    message: l10n.t(
      'The primary did not keep up with its workload. Latency excludes {0}: {1}.',
      counted(waiting + dropped, 'transaction'),
      parts.join(', '),
    ),
    origin: 'primary.workload',
  };
};

const messagesLost: Rule = (results) => {
  const { lost, sent } = results.transmissions;
  return lost === 0
    ? undefined
    : {
        code: 'messages-lost',
        severity: 'information',
        message:
          lost === 1
            ? l10n.t('1 transmission of {0} was lost.', count(sent))
            : l10n.t('{0} transmissions of {1} were lost.', count(lost), count(sent)),
        origin: 'topology.loss',
      };
};

const noReconfiguration: Rule = (results) =>
  numbersOf(results, 'delays', 'counted').some((counted) => counted === 1)
    ? undefined
    : {
        code: 'no-reconfiguration',
        severity: 'information',
        message: l10n.t(
          'No configuration block was decided and applied in the measured time: there are no delays to show.',
        ),
        origin: 'management.interval',
      };

const fewReconfigurations: Rule = (results) => {
  const decided = results.counters['management.blocks'];
  return decided === 0 || decided >= FEW || !results.complete
    ? undefined
    : {
        code: 'few-reconfigurations',
        severity: 'information',
        message: l10n.t(
          'Only {0} in the measured time: too few samples for reliable percentiles. Increase `duration`.',
          counted(decided, 'configuration block'),
        ),
        origin: 'duration',
      };
};

const RULES: readonly Rule[] = [
  intervalsMissed,
  cyclesFailed,
  roundsFailed,
  viewsLeftEarly,
  fallsBehind,
  messagesLost,
  noReconfiguration,
  fewReconfigurations,
  stoppedEarly,
];

function unlisted(more: number | undefined): string[] {
  if (!more) return [];
  return [
    more === 1
      ? l10n.t('1 further violation of it is not listed')
      : l10n.t('{0} further violations of it are not listed', count(more)),
  ];
}

function waitingText(waiting: number, oldest: number): string {
  return waiting === 1
    ? l10n.t('1 was still waiting at the end (for {0})', seconds(oldest))
    : l10n.t('{0} were still waiting at the end (the oldest for {1})', count(waiting), seconds(oldest));
}

function droppedText(dropped: number): string {
  return dropped === 1
    ? l10n.t('1 was dropped because the pool was full')
    : l10n.t('{0} were dropped because the pool was full', count(dropped));
}

function seconds(value: number): string {
  return `${value.toLocaleString('en-US', { maximumFractionDigits: 1 })} s`;
}
