import type { MetricSummary } from '../../../engine/measurement/summary.js';
import { bestValue, type LearntView } from '../../protocol/deliberation-view.js';
import { terminalText } from '../../protocol/plain-text.js';
import { quantity } from '../../protocol/quantities.js';
import type { StoryView } from '../../protocol/story-view.js';
import { countText } from '../quantity-text.js';
import type { Output } from '../terminal.js';
import { textTable } from './text-table.js';

/** Maximum rows of learnt values on a terminal; the panel and the files have all. */
const MAX_STATES = 12;

/** Results of twins that look ahead, and the errors of their models. Empty if none does. */
export function lookAheadText(
  { decisions }: StoryView,
  metrics: Record<string, MetricSummary>,
  { colours }: Output,
): string[] {
  const looked = decisions.flatMap(({ proposals }) => proposals.filter(({ lookAhead }) => lookAhead));
  if (looked.length === 0) return [];
  const runs = looked.reduce(
    (sum, { lookAhead }) => sum + (lookAhead?.candidates ?? []).reduce((total, candidate) => total + candidate.runs, 0),
    0,
  );
  const switched = looked.filter(({ changes }) => changes.length > 0).length;
  const judged = looked.flatMap(({ lookAhead }) => lookAhead?.judgements ?? []);
  const against = judged.filter(({ accepted }) => !accepted).length;
  const summary = `${countText(looked.length)} proposals by ${countText(runs)} runs; ${countText(switched)} found something better`;
  const votes =
    judged.length > 0
      ? [
          `  ${countText(against)} of ${countText(judged.length)} votes of other twins were against the proposal, by their own look-ahead`,
        ]
      : [];
  return [`${colours.bold('Looking ahead')}  ${colours.dim(summary)}`, ...votes, ...mirrorText(metrics)];
}

function mirrorText(metrics: Record<string, MetricSummary>): string[] {
  const parts: [string, string, string][] = [
    ['mirror.staleness', 's', 'last block'],
    ['mirror.arrivals.error', 'share', 'arrivals'],
    ['mirror.bandwidth.error', 'share', 'bandwidth'],
    ['mirror.latency.error', 'share', 'latency'],
    ['mirror.loss.error', 'share', 'lost copies'],
    ['mirror.liveness.error', 'share', 'live nodes'],
  ];
  const texts = parts.flatMap(([name, unit, what]) => {
    const mean = metrics[name]?.mean;
    if (mean === null || mean === undefined) return [];
    return [unit === 's' ? `${what} ${quantity(mean, unit)} old` : `${what} ${quantity(mean, unit)} off`];
  });
  return texts.length > 0 ? [`  errors of their models, mean: ${texts.join(', ')}`.replaceAll('\u00a0', ' ')] : [];
}

/** What twins have learnt, state by state. Empty if none learns. */
export function learntText(learnt: LearntView | undefined, { colours }: Output): string[] {
  if (!learnt) return [];
  const { policy, unit, kind, actions, states, regret } = learnt;
  const rows = states.slice(0, MAX_STATES).map(({ name, cells }) => {
    const best = kind === 'values' ? bestValue(cells) : undefined;
    const texts = cells.map((cell) => {
      if (!cell) return '–';
      const text = `${quantity(cell.value, '')} (${quantity(cell.visits, '')})`;
      return cell.value === best ? colours.bold(text) : text;
    });
    return [terminalText(name.replaceAll('\u00a0', ' ')), ...texts];
  });
  const head = [kind === 'values' ? 'state' : 'observation', ...actions].map((title) =>
    colours.dim(terminalText(title.replaceAll('\u00a0', ' '))),
  );
  const last = regret.total.at(-1);
  return [
    `${colours.bold('Learnt')}  ${colours.dim(`by ${terminalText(policy)}: ${kind === 'values' ? 'value' : 'weight'}${unit ? ` in ${unit}` : ''}${kind === 'values' ? '' : ' per unit (SI)'}, and in brackets how often it was tried`)}`,
    ...textTable([head, ...rows], ['left', ...actions.map(() => 'right' as const)]),
    ...(states.length > MAX_STATES
      ? [`  and ${countText(states.length - MAX_STATES)} more states, in learnt.parquet`]
      : []),
    ...(last === undefined
      ? []
      : [
          `  regret against always ${terminalText(regret.action.replaceAll('\u00a0', ' '))}, the best action on average in this run: ${quantity(last / Math.max(1, regret.total.length), unit).replaceAll('\u00a0', ' ')} per interval`,
        ]),
  ];
}
