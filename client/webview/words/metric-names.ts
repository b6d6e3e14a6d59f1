import type { RunView } from '../../../server/protocol/run-view.js';
import type { Palette } from '../theme/palettes.js';
import { t } from './texts.js';

/** The title of a metric in the panel, and the property of the scenario that it depends on most. */
export interface MetricName {
  title: string;
  origin: string;
}

export const METRIC_NAMES: Record<string, MetricName> = {
  'delay.total': { title: t('Management delay'), origin: 'management' },
  'delay.agreement': { title: t('Agreement delay'), origin: 'management' },
  'delay.propagation': { title: t('Propagation delay'), origin: 'management.configurationBlockSize' },
  'delay.update': { title: t('Update delay'), origin: 'primary' },
  'blockTime.normal': { title: t('Block time, normal'), origin: 'primary.blockInterval' },
  'blockTime.switch': { title: t('Block time, switch'), origin: 'primary.blockInterval' },
  'primary.blockTime': { title: t('Block time, all'), origin: 'primary.blockInterval' },
  'block.received50': { title: t('Until half of the nodes have a block'), origin: 'topology' },
  'block.received80': { title: t('Until 80 % of the nodes have a block'), origin: 'topology' },
  'block.received95': { title: t('Until 95 % of the nodes have a block'), origin: 'topology' },
  'block.received100': { title: t('Until all nodes have a block'), origin: 'topology' },
  'primary.throughput': { title: t('Throughput'), origin: 'primary.blockSize' },
  'primary.latency': { title: t('Transaction latency'), origin: 'primary.workload' },
  'primary.waiting': { title: t('Age of transactions waiting at the end'), origin: 'primary.workload' },
  'primary.pool': { title: t('Transactions waiting'), origin: 'primary.workload' },
  'primary.arrivals': { title: t('Transactions submitted'), origin: 'primary.workload' },
  'primary.dropped': { title: t('Transactions dropped'), origin: 'primary.workload' },
  'primary.roundsFailed': { title: t('Failed rounds'), origin: 'primary.roundTimeout' },
  'primary.recovery': { title: t('Recovery of the primary'), origin: 'faults' },
  'primary.viewChanges': { title: t('View changes of validators'), origin: 'primary.roundTimeout' },
  'management.recovery': { title: t('Recovery of the management chain'), origin: 'faults' },
  'management.blocks': { title: t('Configuration blocks'), origin: 'management.interval' },
  'management.cyclesFailed': { title: t('Failed proposal cycles'), origin: 'management.cycleTimeout' },
  'management.intervalsMissed': { title: t('Missed intervals'), origin: 'management.interval' },
  'network.messages': { title: t('Messages'), origin: 'topology' },
  'network.bytes': { title: t('Traffic'), origin: 'topology' },
};

/** The title of a metric; an unknown metric keeps the name from the language. */
export function metricTitle(metric: string): string {
  return METRIC_NAMES[metric]?.title ?? metric;
}

/** The colour of a metric in every picture. */
export function metricColour(metric: string, palette: Palette): string {
  switch (metric) {
    case 'delay.agreement':
      return palette.agreement;
    case 'delay.propagation':
      return palette.propagation;
    case 'delay.update':
      return palette.update;
    case 'blockTime.switch':
      return palette.switch;
    default:
      return palette.ordinary;
  }
}

/**
 * The nodes over which each phase is computed: the means add up to the total node by node, but not between the figures.
 */
export const PHASE_NODES = t(
  'Propagation is taken over the 2f+1 validators that receive a block first; update and total over the 2f+1 that apply it first.',
);

export const PHASES = ['agreement', 'propagation', 'update'] as const;
export type Phase = (typeof PHASES)[number];

export function phaseTitle(phase: Phase): string {
  return phase.charAt(0).toUpperCase() + phase.slice(1);
}

/** Labels of runs: equal names are distinguished by seed, equal names and seeds by position. */
export function runLabels(runs: readonly RunView[]): string[] {
  const named = runs.map((run) =>
    repeats(runs, (other) => other.name === run.name) ? t`${run.name}, seed ${run.seed}` : run.name,
  );
  return named.map((label, i) => (repeats(named, (other) => other === label) ? `${label} (${i + 1})` : label));
}

const LABEL_LINE = 16;

/** A run's label in lines that fit under a bar. */
export function labelLines(label: string): string[] {
  const lines: string[] = [];
  for (const word of label.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LABEL_LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.length > LABEL_LINE ? `${word.slice(0, LABEL_LINE - 1)}…` : word);
  }
  return lines.length > 3 ? [...lines.slice(0, 2), `${lines[2]}…`] : lines;
}

function repeats<T>(items: readonly T[], matches: (item: T) => boolean): boolean {
  return items.filter(matches).length > 1;
}
