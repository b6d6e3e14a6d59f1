import type { Argument, Expression, NameExpression } from '../generated/ast.js';
import { anyOf, didYouMean, nearest } from '../names/nearest.js';
import { dotted } from '../names/text.js';
import type { Report } from '../validation/report.js';

/** The properties of a parameter that a call needs. */
interface Named {
  readonly name: string;
  /** The default; absent: the argument is required. */
  readonly default?: string;
}

/** The form of a call with these parameters: `normal(mean, sd)`. */
export function signature(name: string, parameters: readonly Named[]): string {
  const shown = parameters.map((parameter) =>
    parameter.default ? `${parameter.name}: ${parameter.default}` : parameter.name,
  );
  return `${name}(${shown.join(', ')})`;
}

/**
 * The argument of every parameter, by position or by name. Every parameter without a default needs exactly one
 * argument; errors are reported and give undefined.
 */
export function argumentsMustFit(
  call: NameExpression,
  parameters: readonly Named[],
  report: Report,
): Map<string, Expression> | undefined {
  const found = new Map<string, Expression>();
  const form = signature(dotted(call), parameters);
  let position = 0;
  let fits = true;
  for (const argument of call.arguments) {
    const name = nameOf(argument, parameters, position++);
    const value = valueIn(argument);
    if (name === undefined || !parameters.some((parameter) => parameter.name === name)) {
      fits = false;
      reportUnknown(call, argument, parameters, form, report);
    } else if (found.has(name)) {
      fits = false;
      report({
        code: 'call/arguments',
        message: `\`${name}\` is given twice; the form is \`${form}\`.`,
        node: argument,
      });
    } else if (value) found.set(name, value);
  }
  const needed = parameters.filter((parameter) => parameter.default === undefined);
  const missing = needed.map((parameter) => parameter.name).filter((name) => !found.has(name));
  if (fits && missing.length > 0) {
    fits = false;
    report({
      code: 'call/arguments',
      message: `\`${dotted(call)}\` expects ${needed.length === parameters.length ? '' : 'at least '}${needed.length} ${needed.length === 1 ? 'argument' : 'arguments'}, \`${form}\`, but ${anyOf(missing)} ${missing.length === 1 ? 'is' : 'are'} missing.`,
      node: call,
      details: { missing },
    });
  }
  return fits ? found : undefined;
}

function nameOf(argument: Argument, parameters: readonly Named[], position: number): string | undefined {
  if (argument.$type === 'NamedArgument') return argument.label;
  if (argument.$type === 'WeightedArgument' || argument.$type === 'ShareArgument') return undefined;
  return parameters[position]?.name;
}

function valueIn(argument: Argument): Expression | undefined {
  if (argument.$type === 'ShareArgument') return undefined;
  return argument.$type === 'NamedArgument' || argument.$type === 'WeightedArgument' ? argument.value : argument;
}

function reportUnknown(
  call: NameExpression,
  argument: Argument,
  parameters: readonly Named[],
  form: string,
  report: Report,
): void {
  if (argument.$type === 'NamedArgument') {
    const suggestions = nearest(
      argument.label,
      parameters.map((parameter) => parameter.name),
    );
    report({
      code: 'call/arguments',
      message: `\`${dotted(call)}\` has no parameter \`${argument.label}\`; the form is \`${form}\`.${didYouMean(suggestions)}`,
      node: argument,
      property: 'label',
      suggestions,
    });
    return;
  }
  report({ code: 'call/arguments', message: whyNotTaken(call, argument, parameters, form), node: argument });
}

function whyNotTaken(call: NameExpression, argument: Argument, parameters: readonly Named[], form: string): string {
  const name = dotted(call);
  if (argument.$type === 'WeightedArgument') return `\`${name}\` takes no weights; the form is \`${form}\`.`;
  if (argument.$type === 'ShareArgument')
    return `\`${name}\` takes no share of \`${argument.whole}\`; the form is \`${form}\`.`;
  return `\`${name}\` expects ${parameters.length} ${parameters.length === 1 ? 'argument' : 'arguments'}, \`${form}\`, but ${call.arguments.length} are given.`;
}
