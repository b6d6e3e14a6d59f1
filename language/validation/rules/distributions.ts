import { AstUtils } from 'langium';
import {
  type DistributionDeclaration,
  type File,
  isDistributionDeclaration,
  isNameExpression,
} from '../../generated/ast.js';
import { interpretDistribution, MAX_NAMES } from '../../values/distribution.js';
import { chainsFrom, firstBeyond } from '../chains.js';
import type { RuleContext } from '../context.js';
import type { Report } from '../report.js';

/** A named distribution must be a distribution, of any dimension. */
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

/** A distribution must not be circular, nor the end of a chain of too many names. */
export function distributionsMustLeadToAnEnd(file: File, report: Report): void {
  const own = file.declarations.filter(isDistributionDeclaration);
  const chains = chainsFrom(own, distributionsIn);
  for (const node of own)
    if (chains.circular.has(node))
      report({
        code: 'distribution/cycle',
        message: `The distribution \`${node.name}\` is defined in terms of itself.`,
        node,
        property: 'name',
      });
  for (const node of firstBeyond(chains, own, distributionsIn, MAX_NAMES))
    report({
      code: 'distribution/too-deep',
      message: `\`${node.name}\` begins a chain of more than ${MAX_NAMES} distributions. Define it by one further down the chain.`,
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
