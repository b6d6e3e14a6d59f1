import { AstUtils } from 'langium';
import { type DistributionDeclaration, isDistributionDeclaration, isNameExpression } from '../../generated/ast.js';
import { interpretDistribution } from '../../values/distribution.js';
import type { RuleContext } from '../context.js';
import type { Report } from '../report.js';

/** A named distribution must be one, whatever it is a distribution of. */
export function declarationMustBeDistribution(
  node: DistributionDeclaration,
  report: Report,
  { files, declared }: RuleContext,
): void {
  const { value } = node;
  if (!value) return;
  if (value.$type === 'Portion') {
    report({
      code: 'value/unexpected',
      message: `\`${node.name}\` expects a distribution, but found \`${value.$cstNode?.text ?? ''}\`.`,
      node: value,
    });
    return;
  }
  interpretDistribution(value, { place: `\`${node.name}\``, files, declared, report });
}

/** Following the names in a distribution must not lead back to it. */
export function distributionMustNotDefineItself(node: DistributionDeclaration, report: Report): void {
  const reached = new Set<DistributionDeclaration>();
  const open = distributionsIn(node);
  for (let next = open.pop(); next; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    open.push(...distributionsIn(next));
  }
  if (!reached.has(node)) return;
  report({
    code: 'distribution/cycle',
    message: `The distribution \`${node.name}\` is defined by itself.`,
    node,
    property: 'name',
  });
}

function distributionsIn(node: DistributionDeclaration): DistributionDeclaration[] {
  return AstUtils.streamAst(node)
    .filter(isNameExpression)
    .flatMap((name) => {
      const target = name.segments[0]?.element?.ref;
      return isDistributionDeclaration(target) ? [target] : [];
    })
    .toArray();
}
