import type { AstNode } from 'langium';
import { CONFIGURATION_FIELDS } from '../../engine/twins/valid-configuration.js';
import { anyOf, didYouMean, nearest } from '../names/nearest.js';
import type { Finding } from '../validation/report.js';

/** Properties of the primary in a configuration, which twins read and decide (Section 2.1). */
export const DECIDED_PROPERTIES: readonly string[] = CONFIGURATION_FIELDS.map(({ name }) => name);

/** Why a path does not name a property that twins decide, of the configuration in force or of the proposed one. */
export function notDecidedByTwins(node: AstNode, words: readonly string[], holder: 'primary' | 'proposed'): Finding {
  const name = words.join('.');
  const known = DECIDED_PROPERTIES.map((decided) => `${holder}.${decided}`);
  const sameName = known.filter((candidate) => candidate.endsWith(`.${words.at(-1)}`));
  const suggestions = sameName.length > 0 ? sameName : nearest(name, known);
  return {
    code: 'policy/property',
    message: `Twins do not decide \`${name}\`.${didYouMean(suggestions)} They decide ${anyOf(known).replace(' or ', ' and ')}.`,
    node,
    suggestions,
  };
}
