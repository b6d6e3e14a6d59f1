import { type Configuration, textOfChoice } from '../../model/configuration.js';
import type { Choice } from '../../model/look-ahead-plan.js';

type Values = Partial<Record<string, Choice['values'][number]>>;

/** The actions of a learner: all combinations of its choices in declared order; the last choice varies fastest. */
export function actionsOf(choices: readonly Choice[]): Values[] {
  let actions: Values[] = [{}];
  for (const { property, values } of choices)
    actions = actions.flatMap((action) => values.map((value) => ({ ...action, [property]: value })));
  return actions;
}

/** The number of the action that sets a configuration; -1 if none does. */
export function actionOf(actions: readonly Values[], configuration: Configuration): number {
  const held = new Map<string, unknown>(Object.entries(configuration));
  return actions.findIndex((action) =>
    Object.entries(action).every(([property, value]) => textOf(held.get(property)) === textOf(value)),
  );
}

/** The name of an action, such as `blockSize 1000000`; values in SI. */
export function actionName(action: Values): string {
  return Object.entries(action)
    .map(([property, value]) => `${property} ${textOf(value)}`)
    .join(', ');
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? textOfChoice(value as Configuration['validators'])
    : String(value);
}
