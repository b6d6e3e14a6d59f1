import * as l10n from '@vscode/l10n';
import { PROTOCOLS } from '../../engine/consensus/protocols.js';
import type { LearningPlan } from '../../engine/model/learning-plan.js';
import type { LookAheadPlan } from '../../engine/model/look-ahead-plan.js';
import type { Policy } from '../../engine/model/policy.js';
import type { Recording } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { actionName, actionsOf } from '../../engine/twins/learning/actions.js';
import { learntRowNames } from '../../engine/twins/learning/state-space.js';
import { CONFIGURATION_FIELDS } from '../../engine/twins/valid-configuration.js';
import type {
  CandidateView,
  JudgementView,
  LearntView,
  LookAheadView,
  MirrorView,
  TryView,
} from '../protocol/deliberation-view.js';
import { setting } from '../protocol/quantities.js';
import { numbersOf, rowsBy, textsOf } from './columns.js';
import { rounded, roundedOrNull } from './rounding.js';

/** Words for properties in the names of candidates. */
function titleOf(property: string): string {
  switch (property) {
    case 'blockSize':
      return l10n.t('block size');
    case 'blockInterval':
      return l10n.t('block interval');
    case 'roundTimeout':
      return l10n.t('round timeout');
    case 'validators':
      return l10n.t('validators');
    default:
      return '';
  }
}

/** How proposals were chosen, by height and cycle. */
export interface Deliberations {
  lookAhead(height: number, cycle: number, proposer: number, plan: LookAheadPlan): LookAheadView | undefined;
  /** @param policy of the learning twin */
  tried(height: number, cycle: number, policy: Policy): TryView | undefined;
}

export function deliberations(results: Recording): Deliberations {
  const candidateRows = rowsBy(results, 'candidates', 'configuration');
  const judgementRows = rowsBy(results, 'judgements', 'configuration');
  const tryRows = rowsBy(results, 'tries', 'configuration');
  const mirrorRows = rowsBy(results, 'mirrors', 'configuration');
  const inCycle = (table: 'candidates' | 'judgements' | 'tries', rows: readonly number[], cycle: number) => {
    const cycles = numbersOf(results, table, 'cycle');
    return rows.filter((row) => cycles[row] === cycle);
  };
  return {
    lookAhead(height, cycle, proposer, plan) {
      const rows = inCycle('candidates', candidateRows.get(height) ?? [], cycle);
      if (rows.length === 0) return undefined;
      const judged = inCycle('judgements', judgementRows.get(height) ?? [], cycle);
      const nodes = numbersOf(results, 'mirrors', 'node');
      const mirror = (mirrorRows.get(height) ?? []).findLast((row) => nodes[row] === proposer);
      return {
        objective: plan.source,
        unit: plan.unit,
        goal: plan.goal,
        candidates: candidateViews(results, rows, plan.goal),
        mirror: mirror === undefined ? null : mirrorView(results, mirror),
        judgements: judged.map((row) => judgementView(results, row)),
      };
    },
    tried(height, cycle, policy) {
      const [row] = inCycle('tries', tryRows.get(height) ?? [], cycle);
      if (row === undefined) return undefined;
      const texts = (column: string) => textsOf(results, 'tries', column)[row];
      const exploring = numbersOf(results, 'tries', 'exploring')[row] === 1;
      const { decision } = policy;
      const action = decision.kind === 'learn' ? actionText(texts('action'), decision.plan) : texts('action');
      return { state: stateText(texts('state'), policy), action, exploring };
    },
  };
}

function candidateViews(results: Recording, rows: readonly number[], goal: LookAheadPlan['goal']): CandidateView[] {
  const numbers = (column: string) => numbersOf(results, 'candidates', column);
  const inForce = rows.find((row) => numbers('inForce')[row] === 1) ?? rows[0];
  const views = rows.map((row): CandidateView => {
    const isInForce = row === inForce;
    return {
      name: isInForce ? l10n.t('in force') : candidateName(results, row, inForce),
      runs: numbers('runs')[row],
      mean: roundedOrNull(numbers('mean')[row]),
      error: roundedOrNull(numbers('error')[row]),
      inForce: isInForce,
      proposed: numbers('proposed')[row] === 1,
    };
  });
  const sign = goal === 'maximise' ? 1 : -1;
  const worth = ({ mean }: CandidateView) => (mean === null ? Number.NEGATIVE_INFINITY : sign * mean);
  return views.sort((a, b) => (worth(a) === worth(b) ? 0 : worth(b) - worth(a)));
}

/** The differences of a candidate from the current configuration. */
function candidateName(results: Recording, row: number, inForce: number): string {
  const texts = CONFIGURATION_FIELDS.flatMap(({ name, unit }) => {
    const column = results.tables.candidates.columns[name];
    if (!column || column.values[row] === column.values[inForce]) return [];
    const value = column.values[row];
    const shown = typeof value === 'number' ? setting(value, unit) : protocolTitle(value);
    return [`${titleOf(name)} ${shown}`.trim()];
  });
  return texts.join(', ');
}

function protocolTitle(name: string): string {
  return PROTOCOLS.find((protocol) => protocol.name === name)?.title ?? name;
}

function mirrorView(results: Recording, row: number): MirrorView {
  const number = (column: string) => rounded(numbersOf(results, 'mirrors', column)[row]);
  const pair = (name: string) => ({ believed: number(name), actual: number(`${name}True`) });
  const isMissing = (name: string) => Number.isNaN(numbersOf(results, 'mirrors', name)[row]);
  return {
    staleness: number('staleness'),
    arrivals: isMissing('arrivals') ? null : pair('arrivals'),
    bandwidth: pair('bandwidth'),
    latency: isMissing('latency') ? null : pair('latency'),
    loss: isMissing('loss') ? null : pair('loss'),
    live: pair('live'),
  };
}

function judgementView(results: Recording, row: number): JudgementView {
  const number = (column: string) => numbersOf(results, 'judgements', column)[row];
  return {
    node: number('node'),
    proposed: roundedOrNull(number('proposed')),
    best: roundedOrNull(number('best')),
    accepted: number('accepted') === 1,
  };
}

/** What the twins of the first policy that learns have learnt; undefined if none learns, or nothing was learnt yet. */
export function learntView(results: Recording, { management }: Scenario): LearntView | undefined {
  const policies = [management.policy, ...management.policyFor.map(({ policy }) => policy)];
  const policy = policies.find(({ decision }) => decision.kind === 'learn');
  if (policy?.decision.kind !== 'learn' || results.tables.learnt.rows === 0) return undefined;
  const { plan } = policy.decision;
  const actions = actionsOf(plan.choices).map(actionName);
  const cells = learntCells(results);
  const states = learntRowNames(plan.method.kind, plan.state).flatMap((name) => {
    const own = actions.map((action) => cells.get(`${name}\n${action}`) ?? null);
    return own.some((cell) => cell) ? [{ name: stateText(name, policy), cells: own }] : [];
  });
  const shown = actions.map((action) => actionText(action, plan));
  return {
    policy: policy.name,
    unit: plan.unit,
    kind: plan.method.kind === 'linUcb' ? 'weights' : 'values',
    actions: shown,
    states,
    regret: regretView(results, actions, plan),
  };
}

/**
 * Learnt values of all twins together, by state and action, averaged with their experience as weights. The experience
 * is that of an average twin.
 */
function learntCells(results: Recording): Map<string, { value: number; visits: number }> {
  const column = (name: string) => numbersOf(results, 'learnt', name);
  const states = textsOf(results, 'learnt', 'state');
  const actions = textsOf(results, 'learnt', 'action');
  const twins = new Set(column('node')).size;
  const sums = new Map<string, { weighted: number; visits: number }>();
  column('visits').forEach((visits, row) => {
    const key = `${states[row]}\n${actions[row]}`;
    const known = sums.get(key) ?? { weighted: 0, visits: 0 };
    sums.set(key, { weighted: known.weighted + visits * column('value')[row], visits: known.visits + visits });
  });
  return new Map(
    [...sums].map(([key, { weighted, visits }]) => [
      key,
      { value: rounded(weighted / visits), visits: rounded(visits / twins) },
    ]),
  );
}

function regretView(results: Recording, actions: readonly string[], plan: LearningPlan): LearntView['regret'] {
  const taken = textsOf(results, 'lessons', 'action');
  const rewards = numbersOf(results, 'lessons', 'reward');
  const times = numbersOf(results, 'lessons', 'time');
  const means = actions.map((action) => {
    const own = rewards.filter((_, row) => taken[row] === action);
    return own.length > 0 ? own.reduce((sum, reward) => sum + reward, 0) / own.length : Number.NEGATIVE_INFINITY;
  });
  const best = Math.max(...means);
  const total: number[] = [];
  // Differences that cancel out sum to zero only up to rounding.
  const nothing = Math.abs(best) * rewards.length * 1e-12;
  for (const reward of rewards) {
    const sum = (total.at(-1) ?? 0) + best - reward;
    total.push(Math.abs(sum) < nothing ? 0 : sum);
  }
  return {
    action: actionText(actions[means.indexOf(best)] ?? '', plan),
    at: Array.from(times, rounded),
    total: total.map(rounded),
  };
}

/** `blockSize 1000000` as `block size 1 MB`. */
function actionText(action: string, { choices }: Pick<LearningPlan, 'choices'>): string {
  return action
    .split(', ')
    .map((part) => {
      const { property } = choices.find((choice) => part.startsWith(`${choice.property} `)) ?? { property: '' };
      const value = part.slice(property.length + 1);
      const unit = CONFIGURATION_FIELDS.find(({ name }) => name === property)?.unit ?? '';
      const shown = unit && Number.isFinite(Number(value)) ? setting(Number(value), unit) : protocolTitle(value);
      return property ? `${titleOf(property)} ${shown}`.trim() : part;
    })
    .join(', ');
}

/** `backlog >= 10000` as `backlog ≥ 10,000 tx`. */
function stateText(name: string, { observe }: Policy): string {
  return name
    .split(', ')
    .map((part) => {
      const [variable, ...bin] = part.split(' ');
      const unit = observe?.observations.find((observation) => observation.name === variable)?.unit ?? '';
      const texts = bin.map((word) => (Number.isFinite(Number(word)) ? setting(Number(word), unit) : word));
      return [variable, ...texts].join(' ').replace('>=', '≥');
    })
    .join(', ');
}
