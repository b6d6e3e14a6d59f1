import type {
  Argument,
  Binary,
  Expression,
  Item,
  ListItem,
  NameExpression,
  Quantity,
  Unary,
} from '../generated/ast.js';
import { dotted } from './text.js';

/** Precedence of operators, lowest first, in the order of the grammar's rules. */
const Binding = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, minus: 7, clamped: 8, primary: 9 } as const;

/**
 * The canonical text of an expression or value: on one line, with canonical spaces, only the necessary parentheses, and
 * no comments. It is printed from the tree, so layout cannot change it: the text becomes part of a scenario and
 * therefore of its hash. Numbers keep the digits that they are written with.
 */
export function sourceOf(node: Expression | Item | ListItem | Argument | undefined): string {
  switch (node?.$type) {
    case undefined:
      return '';
    case 'Portion':
      return `${sourceOf(node.count)} ${node.kind ?? `of ${node.group?.$refText ?? ''}`}`;
    case 'Step':
      return `${sourceOf(node.value)} for ${sourceOf(node.duration)}`;
    case 'NamedArgument':
      return `${node.label}: ${sourceOf(node.value)}`;
    case 'WeightedArgument':
      return `${sourceOf(node.weight)}: ${sourceOf(node.value)}`;
    case 'ShareArgument':
      return `${sourceOf(node.share)} of ${node.whole}`;
    case 'Binary':
      return binary(node);
    case 'Unary':
      return unary(node);
    case 'Clamped':
      return `${within(node.distribution, Binding.clamped)} clamped to [${sourceOf(node.lo)}, ${sourceOf(node.hi)}]`;
    case 'Coordinates':
      return `(${sourceOf(node.latitude)}, ${sourceOf(node.longitude)})`;
    case 'List':
      return `[${node.items.map((item) => sourceOf(item)).join(', ')}]`;
    case 'NameExpression':
      return named(node);
    case 'Quantity':
      return quantity(node);
    case 'Text':
      return `"${node.value}"`;
  }
}

function binary({ left, operator, right }: Binary): string {
  const own = bindingOf(operator);
  return `${within(left, own)} ${operator} ${within(right, own + 1)}`;
}

function unary({ operator, operand }: Unary): string {
  return operator === 'not' ? `not ${within(operand, Binding.not)}` : `-${within(operand, Binding.minus)}`;
}

function named(node: NameExpression): string {
  const name = dotted(node);
  if (node.call) return `${name}(${node.arguments.map((argument) => sourceOf(argument)).join(', ')})`;
  if (node.span) return `${name} within ${quantity(node.span)}`;
  return node.text === undefined ? name : `${name} "${node.text}"`;
}

function quantity({ value, unit = '', $cstNode }: Quantity): string {
  const digits = /^[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?/.exec($cstNode?.text ?? '')?.[0] ?? String(value);
  return `${digits}${unit}`;
}

/** Adds parentheses if precedence requires them. */
function within(node: Expression | undefined, least: number): string {
  return node && bindingIn(node) < least ? `(${sourceOf(node)})` : sourceOf(node);
}

function bindingIn(node: Expression): number {
  if (node.$type === 'Binary') return bindingOf(node.operator);
  if (node.$type === 'Unary') return node.operator === 'not' ? Binding.not : Binding.minus;
  return node.$type === 'Clamped' ? Binding.clamped : Binding.primary;
}

function bindingOf(operator: Binary['operator']): number {
  switch (operator) {
    case 'or':
      return Binding.or;
    case 'and':
      return Binding.and;
    case '+':
    case '-':
      return Binding.sum;
    case '*':
    case '/':
      return Binding.product;
    default:
      return Binding.comparison;
  }
}
