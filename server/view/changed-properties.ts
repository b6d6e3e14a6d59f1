import * as l10n from '@vscode/l10n';
import { textOfChoice } from '../../engine/model/configuration.js';
import type { LearningPlan } from '../../engine/model/learning-plan.js';
import type { LookAheadPlan } from '../../engine/model/look-ahead-plan.js';
import type { Policy } from '../../engine/model/policy.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { PropertyChange } from '../protocol/comparison-view.js';
import { counted, setting } from '../protocol/quantities.js';

type Value = unknown;
type Fields = Record<string, Value>;

/** SI units by the last word of a property's path. Other properties are plain numbers. */
const UNITS: Readonly<Record<string, string>> = {
  duration: 's',
  warmup: 's',
  blockInterval: 's',
  roundTimeout: 's',
  cycleTimeout: 's',
  messageValidation: 's',
  blockValidation: 's',
  interval: 's',
  latency: 's',
  jitter: 's',
  seconds: 's',
  blockSize: 'B',
  configurationBlockSize: 'B',
  headerSize: 'B',
  voteSize: 'B',
  transactionSize: 'B',
  size: 'B',
  bandwidth: 'B/s',
  rate: 'tx/s',
  pool: 'tx',
};

/** Parameters of a distribution that have no unit. */
const UNITLESS = ['shape', 'alpha', 'weight'];
/** Longer texts are cut. */
const LONGEST = 90;

/** The properties in which some scenarios differ, with the value of each. A different name is not a difference. */
export function changedProperties(scenarios: readonly Scenario[]): PropertyChange[] {
  return differing(scenarios, '');
}

function differing(values: readonly Value[], path: string): PropertyChange[] {
  if (values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]))) return [];
  const parts = partsOf(values);
  if (!parts) return [{ property: path, values: values.map((value) => textOf(value, path)) }];
  return parts.flatMap(({ name, of }) => {
    // Names do not affect behaviour.
    if (name === 'name') return [];
    const inner = name.startsWith('[') || path === '' ? `${path}${name}` : `${path}.${name}`;
    return differing(values.map(of), inner);
  });
}

/** The parts of differing values: fields, or named items; undefined if they are compared as a whole. */
function partsOf(values: readonly Value[]): { name: string; of: (value: Value) => Value }[] | undefined {
  if (values.every(isNamedList)) {
    const names = [...new Set(values.flatMap((list) => list.map((item) => String(item.name))))];
    return names.map((name) => ({
      name: `[${name}]`,
      of: (list) => (isNamedList(list) ? list.find((item) => item.name === name) : undefined),
    }));
  }
  if (!values.every(isFields) || values.some((value) => 'kind' in value || 'decision' in value)) return undefined;
  const keys = [...new Set(values.flatMap((value) => Object.keys(value)))];
  return keys.map((key) => ({ name: key, of: (value) => (isFields(value) ? value[key] : undefined) }));
}

function textOf(value: Value, path: string): string {
  const text = fullText(value, path);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function fullText(value: Value, path: string): string {
  if (value === undefined) return '–';
  // A seed is a name, not a quantity.
  if (typeof value === 'number') return path === 'seed' ? String(value) : setting(value, unitAt(path));
  if (typeof value === 'string') return value;
  if (isFields(value) && 'decision' in value) return policyText(value as unknown as Policy);
  if (isFields(value) && typeof value.kind === 'string') return kindText(value, path);
  return JSON.stringify(value);
}

/** For instance `normal(30 s, 5 s)`, `regular(16)`, `geographic`. */
function kindText({ kind, ...parameters }: Fields, path: string): string {
  const texts = Object.entries(parameters).flatMap(([name, value]) => {
    if (value === undefined || (name === 'within' && JSON.stringify(value) === '{"lo":0}')) return [];
    return [fullText(value, UNITLESS.includes(name) ? name : path)];
  });
  if (kind === 'constant' || kind === 'distribution') return texts.join(', ');
  return texts.length > 0 ? `${kind}(${texts.join(', ')})` : String(kind);
}

/** Name and conditions of a policy as written. */
function policyText({ name, decision, accept }: Policy): string {
  const accepts = accept ? [`accept ${'within' in accept ? '' : 'when '}${accept.source}`] : [];
  return `${name}: ${[...decisionTexts(decision), ...accepts].join('; ')}`;
}

function decisionTexts(decision: Policy['decision']): string[] {
  switch (decision.kind) {
    case 'current':
      return ['propose current'];
    case 'rules':
      return decision.rules.map(({ source }) => `when ${source}`);
    case 'lookAhead':
      return [lookAheadText(decision.plan)];
    case 'learn':
      return [learningText(decision.plan)];
  }
}

function learningText({ method, state, choices, source, unseen, from }: LearningPlan): string {
  const { kind, ...shares } = method;
  const settings = Object.entries(shares).map(([name, value]) => `${name} ${value}`);
  const states = state.map(({ name, bounds }) => l10n.t('{0} in bins at {1}', name, bounds.join(', ')));
  const values = choices.map(({ property, values }) => `${property} in [${values.map(choiceText).join(', ')}]`);
  const extras = [...(unseen ? [lookAheadText(unseen)] : []), ...(from ? [l10n.t('from what was learnt before')] : [])];
  return [`learn ${kind}`, ...settings, ...states, ...values, `for ${source}`, ...extras].join(', ');
}

function lookAheadText({ choices, horizon, spend, goal, source, decisionTime }: LookAheadPlan): string {
  const values = choices.map(({ property, values }) => `${property} in [${values.map(choiceText).join(', ')}]`);
  const runs = spend.kind === 'each' ? runsEach(spend.replications) : counted(spend.runs, 'run');
  const thinking = decisionTime === undefined ? [] : [l10n.t('{0} s to decide', decisionTime)];
  return [`simulate ${values.join(', ')} over ${horizon} s`, runs, ...thinking, `${goal} ${source}`].join(', ');
}

function runsEach(runs: number): string {
  return runs === 1 ? l10n.t('1 run each') : l10n.t('{0} runs each', runs);
}

function choiceText(value: LookAheadPlan['choices'][number]['values'][number]): string {
  return typeof value === 'object' ? textOfChoice(value) : String(value);
}

function unitAt(path: string): string {
  const word = path
    .split('.')
    .reverse()
    .find((each) => each in UNITS);
  return word ? UNITS[word] : '';
}

function isFields(value: Value): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNamedList(value: Value): value is Fields[] {
  return Array.isArray(value) && value.every((item) => isFields(item) && typeof item.name === 'string');
}
