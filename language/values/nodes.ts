import { AstUtils } from 'langium';
import { type Item, isGroup, isScenarioDeclaration, type PropertyValue } from '../generated/ast.js';
import { dotted, wordOf } from '../names/text.js';
import type { QuantityType } from '../properties/property.js';
import { topologyOf } from '../settings/effective.js';
import { quantityOf } from './quantity.js';
import type { ValueRequest } from './request.js';
import { unexpected } from './unexpected.js';
import type { NodesPart, Value } from './value.js';

/** A choice of nodes by their groups, such as `Banks, 4 of Ports`. */
export function interpretNodes(items: readonly PropertyValue[], request: ValueRequest): Value | undefined {
  const parts: NodesPart[] = [];
  let complete = true;
  for (const item of items) {
    const part = item.$type === 'Until' ? undefined : nodesPart(item, request);
    if (part && parts.some((other) => other.group === part.group)) {
      request.report({ code: 'value/many', message: `\`${part.group}\` is listed twice.`, node: item });
      complete = false;
    } else if (part) parts.push(part);
    else complete = false;
  }
  return complete ? { kind: 'nodes', parts } : undefined;
}

const WHOLE: QuantityType = {
  kind: 'quantity',
  dimension: { time: 0, data: 0, transactions: 0 },
  integer: true,
  min: 1,
};

function nodesPart(item: Item, request: ValueRequest): NodesPart | undefined {
  if (item.$type === 'Portion' && item.group) {
    const count = item.count && quantityOf(item.count, WHOLE, 'The number of nodes', request);
    const group = item.group.$refText;
    const declaration = item.group.ref;
    return count === undefined || !groupMustExist(item, group, declaration !== undefined, request)
      ? undefined
      : { group, count, declaration, node: item };
  }
  if (item.$type === 'NameExpression' && wordOf(item) !== undefined) {
    const target = item.segments[0]?.element?.ref;
    const group = dotted(item);
    return groupMustExist(item, group, isGroup(target), request)
      ? { group, declaration: isGroup(target) ? target : undefined, node: item }
      : undefined;
  }
  return unexpected(item, request);
}

function groupMustExist(node: Item, name: string, exists: boolean, request: ValueRequest): boolean {
  if (exists || request.anyGroup) return true;
  // A topology that cannot be found has been reported already, at its name.
  const scenario = AstUtils.getContainerOfType(node, isScenarioDeclaration);
  if (scenario && !topologyOf(scenario)) return false;
  request.report({
    code: 'name/unknown',
    message: `\`${request.property.name}\` names the group \`${name}\`, which the topology does not have.`,
    node,
    details: { name, kind: 'group' },
  });
  return false;
}
