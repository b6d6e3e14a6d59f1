import type { AstNode } from 'langium';
import type { VariedValue } from '../../engine/model/experiment.js';
import {
  type Axis,
  type ExperimentDeclaration,
  type Expression,
  isNameExpression,
  isScenarioDeclaration,
  type ScenarioDeclaration,
} from '../generated/ast.js';
import { sourceOf } from '../names/expression-text.js';
import { dotted } from '../names/text.js';
import { ignoreFindings } from '../validation/report.js';
import { constantNames } from '../values/constants.js';
import { typeOf } from '../values/typing.js';
import { effectiveExperiment } from './effective-experiment.js';

/** The scenarios of an experiment: those that it varies, else the one that it names. */
export function scenariosOf(experiment: ExperimentDeclaration): ScenarioDeclaration[] {
  const { properties, varies } = effectiveExperiment(experiment);
  const property = properties.find((node) => node.path && dotted(node.path) === 'scenario');
  const varied = varies.flatMap(({ axes }) => axes).find(isOverScenarios);
  const values = varied?.values?.items ?? property?.values ?? [];
  return values.flatMap((value) => scenarioIn(value) ?? []);
}

/** The scenario of an experiment; if it varies, the first one. */
export function scenarioOf(experiment: ExperimentDeclaration): ScenarioDeclaration | undefined {
  return scenariosOf(experiment)[0];
}

/** `vary scenario over [A, B]` */
export function isOverScenarios({ path }: Axis): boolean {
  return path !== undefined && dotted(path) === 'scenario';
}

function scenarioIn(value: AstNode): ScenarioDeclaration | undefined {
  const target = isNameExpression(value) ? value.segments[0]?.element?.ref : undefined;
  return isScenarioDeclaration(target) ? target : undefined;
}

/** One value of one axis. */
export interface Setting {
  readonly axis: Axis;
  readonly item: Expression;
}

/** Settings that apply together: one for each axis of a `vary`. */
type Step = readonly Setting[];

/** The steps of each `vary`: zipped axes go together. */
function stepsOf(experiment: ExperimentDeclaration): Step[][] {
  return effectiveExperiment(experiment).varies.map(({ axes }) => {
    // An incomplete `vary` has no axis or value yet.
    const length = axes.length === 0 ? 0 : Math.min(...axes.map((axis) => axis.values?.items.length ?? 0));
    return Array.from({ length }, (_, index) =>
      axes.flatMap((axis) => {
        const item = axis.values.items[index];
        return item.$type === 'Step' ? [] : [{ axis, item }];
      }),
    );
  });
}

/** How many points the grid of an experiment has. */
export function pointCount(experiment: ExperimentDeclaration): number {
  return stepsOf(experiment).reduce((product, steps) => product * steps.length, 1);
}

/** The settings of every point; the last `vary` changes fastest. */
export function gridOf(experiment: ExperimentDeclaration): Setting[][] {
  return stepsOf(experiment).reduce<Setting[][]>(
    (grid, steps) => grid.flatMap((point) => steps.map((step) => [...point, ...step])),
    [[]],
  );
}

/** Points in which at most one `vary` is not at its first value: enough to check each value once. */
export function oneFactorAtATime(experiment: ExperimentDeclaration): Setting[][] {
  const all = stepsOf(experiment);
  if (all.some((steps) => steps.length === 0)) return [];
  return all.flatMap((steps, index) =>
    steps.map((step) => all.flatMap((others, other) => (other === index ? step : others[0]))),
  );
}

/**
 * A scenario that extends `base`, or the scenario of the point, with the settings of the point. It is what a user would
 * write for this point alone, so all rules for scenarios apply to points.
 *
 * @param changes a scenario whose properties are set at every point, unless they vary
 */
export function scenarioAt(
  base: ScenarioDeclaration,
  settings: readonly Setting[],
  experiment: ExperimentDeclaration,
  changes?: ScenarioDeclaration,
): ScenarioDeclaration {
  const varied = settings.find(({ axis }) => isOverScenarios(axis));
  const named = (varied && scenarioIn(varied.item)) ?? base;
  const parent = changes ? withChanges(named, changes) : named;
  const scenario: ScenarioDeclaration = {
    $type: 'ScenarioDeclaration',
    $container: experiment.$container,
    $cstNode: experiment.$cstNode,
    name: parent.name,
    parent: { ref: parent, $refText: parent.name },
    expectations: [],
    properties: [],
  };
  for (const { axis, item } of settings) {
    if (isOverScenarios(axis)) continue;
    scenario.properties.push({
      $type: 'Property',
      $container: scenario,
      $cstNode: item.$cstNode,
      block: false,
      path: axis.path,
      properties: [],
      values: [item],
    });
  }
  return scenario;
}

/** A scenario that extends `named` with the properties of another one. */
export function withChanges(named: ScenarioDeclaration, changes: ScenarioDeclaration): ScenarioDeclaration {
  const { $container, $cstNode, properties } = changes;
  return {
    $type: 'ScenarioDeclaration',
    $container,
    $cstNode,
    name: named.name,
    parent: { ref: named, $refText: named.name },
    expectations: [],
    properties,
  };
}

/** A varied value as it is written, and in SI where it is a quantity. */
export function variedValue({ item }: Setting): VariedValue {
  const text = sourceOf(item);
  const type = typeOf(item, constantNames, ignoreFindings);
  return type.kind === 'quantity' && type.value !== undefined ? { text, value: type.value } : { text };
}

/** The unit that every value of an axis is written in; empty if they differ or have none. */
export function unitOf(axis: Axis): string {
  const units = new Set(axis.values.items.map((item) => (item.$type === 'Quantity' ? (item.unit ?? '') : '')));
  return units.size === 1 ? ([...units][0] ?? '') : '';
}
