import { evaluate, type Lookup, truthValue } from '../../engine/model/evaluation.js';
import type { ComparisonOperator, Condition, Expression } from '../../engine/model/expression.js';

/**
 * A condition in negation normal form: `not` is pushed down to the comparisons, and constant parts are evaluated. This
 * is exact, because an undefined operand (the mean of no samples) makes neither a comparison nor its opposite true.
 */
export type Truth =
  | { readonly kind: 'known'; readonly holds: boolean }
  | { readonly kind: 'fact'; readonly fact: Fact }
  | { readonly kind: 'both' | 'either'; readonly left: Truth; readonly right: Truth };

/** A comparison of a subject with a constant. */
interface Fact {
  readonly subject: string;
  readonly operator: ComparisonOperator;
  readonly value: number | string;
}

/** The engine's own evaluation without observations. A condition that is true even then always holds. */
const NOTHING_OBSERVED: Lookup = {
  statistic: () => Number.NaN,
  property: () => Number.NaN,
  observation: () => Number.NaN,
  always: () => undefined,
};

const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
};

const TURNED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
};

/** When a condition is true or, with `wanted` false, when it is false. */
export function truthOf(condition: Condition, wanted = true): Truth {
  const always = truthValue(condition, NOTHING_OBSERVED);
  if (always !== undefined) return { kind: 'known', holds: always === wanted };
  switch (condition.kind) {
    case 'both':
    case 'either':
      return {
        kind: (condition.kind === 'both') === wanted ? 'both' : 'either',
        left: truthOf(condition.left, wanted),
        right: truthOf(condition.right, wanted),
      };
    case 'not':
      return truthOf(condition.operand, !wanted);
    case 'comparison':
      return comparison(condition, wanted);
    default:
      // Rules have none of these. As a fact it is true exactly when an identical condition is.
      return { kind: 'fact', fact: { subject: JSON.stringify(condition), operator: '==', value: String(wanted) } };
  }
}

function comparison({ operator, left, right }: Extract<Condition, { kind: 'comparison' }>, wanted: boolean): Truth {
  const asked = wanted ? operator : OPPOSITE[operator];
  const [a, b] = [constantIn(left), constantIn(right)];
  // Comparisons with an undefined constant, such as a quotient by zero, are never true.
  if (Number.isNaN(a) || Number.isNaN(b)) return { kind: 'known', holds: false };
  if (b !== undefined) return fact(JSON.stringify(left), asked, b);
  if (a !== undefined) return fact(JSON.stringify(right), TURNED[asked], a);
  // A comparison of two quantities becomes a comparison of their difference with 0.
  const [first, second] = [JSON.stringify(left), JSON.stringify(right)];
  const subject = first < second ? `${first} against ${second}` : `${second} against ${first}`;
  if (first !== second) return fact(subject, first < second ? asked : TURNED[asked], 0);
  // A quantity is equal to itself, unless it is undefined.
  return implies({ subject, operator: '==', value: 0 }, { subject, operator: asked, value: 0 })
    ? fact(subject, '==', 0)
    : { kind: 'known', holds: false };
}

function fact(subject: string, operator: ComparisonOperator, value: number | string): Truth {
  return { kind: 'fact', fact: { subject, operator, value } };
}

/** The value of a constant expression: NaN if it is undefined, `undefined` if the expression reads anything. */
function constantIn(expression: Expression): number | string | undefined {
  return readsNothing(expression) ? evaluate(expression, NOTHING_OBSERVED) : undefined;
}

function readsNothing(expression: Expression): boolean {
  switch (expression.kind) {
    case 'constant':
    case 'word':
      return true;
    case 'negative':
    case 'absolute':
      return readsNothing(expression.operand);
    case 'arithmetic':
      return readsNothing(expression.left) && readsNothing(expression.right);
    default:
      return false;
  }
}

/** Facts that together make a condition true. */
type Case = readonly Fact[];

/** Conditions whose cases have more facts than this are not analysed. */
const MAX_FACTS = 256;

/** The cases in which a condition is true, without contradictory ones; undefined if there are too many. */
export function casesOf(condition: Truth): readonly Case[] | undefined {
  switch (condition.kind) {
    case 'known':
      return condition.holds ? [[]] : [];
    case 'fact':
      return [[condition.fact]];
    default: {
      const left = casesOf(condition.left);
      const right = left && casesOf(condition.right);
      if (!right) return undefined;
      if (condition.kind === 'either') return few([...left, ...right]);
      if (left.length * right.length > MAX_FACTS) return undefined;
      return few(left.flatMap((one) => right.map((other) => [...one, ...other])).filter(isPossible));
    }
  }
}

function few(cases: readonly Case[]): readonly Case[] | undefined {
  return cases.reduce((sum, facts) => sum + facts.length, cases.length) > MAX_FACTS ? undefined : cases;
}

/** Whether no two facts contradict each other. */
function isPossible(facts: Case): boolean {
  return !facts.some((one, index) =>
    facts.slice(index + 1).some((other) => implies(one, { ...other, operator: OPPOSITE[other.operator] })),
  );
}

/** Whether a condition is true in each of the cases. */
export function holdsInAll(condition: Truth, cases: readonly Case[]): boolean {
  return cases.every((facts) => follows(condition, facts));
}

function follows(condition: Truth, facts: Case): boolean {
  switch (condition.kind) {
    case 'known':
      return condition.holds;
    case 'fact':
      return facts.some((known) => implies(known, condition.fact));
    case 'both':
      return follows(condition.left, facts) && follows(condition.right, facts);
    case 'either':
      return follows(condition.left, facts) || follows(condition.right, facts);
  }
}

/** Whether one fact implies another: every value that the first one allows is also allowed by the second. */
function implies(known: Fact, asked: Fact): boolean {
  if (known.subject !== asked.subject) return false;
  const [k, a] = [known.value, asked.value];
  switch (known.operator) {
    case '==':
      return holds(k, asked.operator, a);
    case '!=':
      return asked.operator === '!=' && k === a;
    case '<':
      return (asked.operator === '<' || asked.operator === '<=' || asked.operator === '!=') && k <= a;
    case '>':
      return (asked.operator === '>' || asked.operator === '>=' || asked.operator === '!=') && k >= a;
    case '<=':
      return asked.operator === '<=' ? k <= a : (asked.operator === '<' || asked.operator === '!=') && k < a;
    case '>=':
      return asked.operator === '>=' ? k >= a : (asked.operator === '>' || asked.operator === '!=') && k > a;
  }
}

function holds(left: number | string, operator: ComparisonOperator, right: number | string): boolean {
  const side = (value: number | string): Expression =>
    typeof value === 'number' ? { kind: 'constant', value } : { kind: 'word', word: value };
  return truthValue({ kind: 'comparison', operator, left: side(left), right: side(right) }, NOTHING_OBSERVED) === true;
}
