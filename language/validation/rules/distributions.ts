import type { DistributionDeclaration } from '../../generated/ast.js';
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
