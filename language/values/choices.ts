import type { Choice } from '../../engine/model/look-ahead-plan.js';
import type { NodeChoice } from '../../engine/model/node-choice.js';
import type { Choice as ChoiceNode, Expression } from '../generated/ast.js';
import { wordsOf } from '../names/text.js';
import { propertyOf } from '../properties/blocks.js';
import type { PropertyDescription } from '../properties/property.js';
import { ignoreFindings } from '../validation/report.js';
import { DECIDED_PROPERTIES } from './decided.js';
import { interpretValue } from './interpret.js';
import { nodeChoice } from './node-choice.js';
import type { ValueRequest } from './request.js';
import type { Value } from './value.js';

/** A value in a list of candidates, in the configuration's form. */
export type Candidate = number | string | NodeChoice;

/** The property of the primary that a choice is about, if twins decide it. */
export function propertyOfChoice({ path }: ChoiceNode): PropertyDescription | undefined {
  const [holder, name] = path ? wordsOf(path) : [];
  return holder === 'primary' && name !== undefined && DECIDED_PROPERTIES.includes(name)
    ? propertyOf('primary', name)
    : undefined;
}

/** The value of one item of a choice. Errors are reported and give undefined. Any group may be named. */
export function candidateOf(
  item: Expression,
  property: PropertyDescription,
  request: Pick<ValueRequest, 'files' | 'declared' | 'report'>,
): Candidate | undefined {
  return asCandidate(interpretValue([item], { ...request, property, anyGroup: true }), property);
}

function asCandidate(value: Value | undefined, property: PropertyDescription): Candidate | undefined {
  if (property.accepts.some(({ kind }) => kind === 'nodes')) return nodeChoice(value);
  if (value?.kind === 'quantity') return value.value;
  return value?.kind === 'option' ? value.name : undefined;
}

/** The choices of a twin that passed validation. */
export function lowerChoices(nodes: readonly ChoiceNode[], files: ValueRequest['files']): Choice[] {
  return nodes.flatMap((node): Choice[] => {
    const property = propertyOfChoice(node);
    if (!property) return [];
    const values = (node.values?.items ?? []).flatMap((item): Candidate[] => {
      if (item.$type === 'Step') return [];
      const candidate = candidateOf(item, property, { files, report: ignoreFindings });
      return candidate === undefined ? [] : [candidate];
    });
    return values.length > 0 ? [{ property: property.name, values }] : [];
  });
}
