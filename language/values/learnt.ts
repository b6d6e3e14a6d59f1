import { AstUtils } from 'langium';
import type { Learnt } from '../../engine/model/learning-plan.js';
import type { Learn } from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
import type { Report } from '../validation/report.js';

/** The learnt values that a twin begins with, from the file of another run. */
export interface LearntShape {
  readonly method: Learnt['method'];
  readonly states: readonly string[];
  readonly actions: readonly string[];
}

/** The table of `from`, checked against what this twin learns. Errors are reported and give undefined. */
export function learntFrom(node: Learn, shape: LearntShape, files: DataFiles, report: Report): Learnt | undefined {
  const document = AstUtils.getDocument(node);
  if (node.from === undefined) return undefined;
  const tell = (code: 'data/missing' | 'data/unreadable' | 'data/outside' | 'policy/learnt', message: string) => {
    report({ code, message, node, property: 'from' });
    return undefined;
  };
  const found = files.readJson(files.locate(document.uri, node.from));
  if ('problem' in found) {
    if (found.problem === 'outside') return tell('data/outside', files.outside(node.from));
    if (found.problem === 'missing') return tell('data/missing', `There is no file \`${node.from}\`.`);
    const detail = found.problem === 'tooLarge' ? 'it is too large' : found.detail;
    return tell('data/unreadable', `\`${node.from}\` cannot be read: ${detail}.`);
  }
  if (!isLearnt(found.value))
    return tell(
      'policy/learnt',
      `\`${node.from}\` does not contain learnt values. Use the \`learnt.json\` in the folder of a run whose twins learn.`,
    );
  const learnt = found.value;
  const fault = faultOf(learnt, shape);
  return fault ? tell('policy/learnt', `\`${node.from}\` does not fit this policy: ${fault}.`) : learnt;
}

/** Methods as a policy names them. */
const METHODS: Readonly<Record<Learnt['method'], string>> = {
  qLearning: '`learn qLearning`',
  optimiser: '`learn optimiser`',
  thompson: '`learn bandit` with `method: thompson`',
  linUcb: '`learn bandit` with `method: linUcb`',
};

function faultOf(learnt: Learnt, { method, states, actions }: LearntShape): string | undefined {
  if (learnt.method !== method)
    return `it was learnt by ${METHODS[learnt.method]}, and this policy learns by ${METHODS[method]}`;
  return different('states', learnt.states, states) ?? different('actions', learnt.actions, actions);
}

function different(what: string, found: readonly string[], needed: readonly string[]): string | undefined {
  if (found.length !== needed.length) return `it has ${found.length} ${what}, and this policy has ${needed.length}`;
  const at = found.findIndex((name, index) => name !== needed[index]);
  return at < 0 ? undefined : `it has \`${found[at]}\` where this policy has \`${needed[at]}\``;
}

function isLearnt(value: unknown): value is Learnt {
  if (typeof value !== 'object' || value === null) return false;
  const { method, states, actions, values, visits, variances, model } = value as Record<string, unknown>;
  if (typeof method !== 'string' || !isListOf(states, 'string') || !isListOf(actions, 'string')) return false;
  const cells = states.length * actions.length;
  const isTable = [values, visits, variances].every((list) => isListOf(list, 'number') && list.length === cells);
  return isTable && isModel(model, method, states.length, actions.length);
}

/** Whether the model is what a method needs, besides the cells, to continue learning. */
function isModel(model: unknown, method: string, states: number, actions: number): boolean {
  const isLinear = method === 'linUcb';
  if (!isLinear && method !== 'optimiser') return model === undefined;
  if (typeof model !== 'object' || model === null) return false;
  const { kind, gram, moments, layers, scales, rewardScale, lessons, seen } = model as Record<string, unknown>;
  if (!isListOf(scales, 'number') || !isNumber(rewardScale)) return false;
  if (isLinear)
    return (
      kind === 'linear' &&
      isTableOf(moments, actions, states) &&
      isList(gram, actions) &&
      gram.every((matrix) => isTableOf(matrix, states, states)) &&
      scales.length === states
    );
  return (
    kind === 'network' &&
    isNumber(lessons) &&
    isList(seen, states) &&
    isNetwork(layers, scales.length, actions) &&
    seen.every((values) => isListOf(values, 'number') && (values.length === 0 || values.length === scales.length))
  );
}

/** Layers whose inputs match the outputs of the one before. */
function isNetwork(layers: unknown, inputs: number, outputs: number): boolean {
  if (!Array.isArray(layers) || layers.length === 0) return false;
  let size = inputs;
  for (const layer of layers) {
    const { weights, biases } = (layer ?? {}) as Record<string, unknown>;
    if (!isListOf(biases, 'number') || !isTableOf(weights, biases.length, size)) return false;
    size = biases.length;
  }
  return size === outputs;
}

function isTableOf(value: unknown, rows: number, columns: number): boolean {
  return isList(value, rows) && value.every((row) => isListOf(row, 'number') && row.length === columns);
}

function isList(value: unknown, length: number): value is unknown[] {
  return Array.isArray(value) && value.length === length;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isListOf<Kind extends 'string' | 'number'>(value: unknown, kind: Kind): value is unknown[] {
  return (
    Array.isArray(value) &&
    value.every((item) => typeof item === kind && (typeof item !== 'number' || Number.isFinite(item)))
  );
}
