import type { ExperimentDeclaration, File, ScenarioDeclaration } from '../../generated/ast.js';
import { isExperimentDeclaration, isScenarioDeclaration } from '../../generated/ast.js';
import { didYouMean, nearest } from '../../names/nearest.js';
import { lineage, MAX_ANCESTORS } from '../../settings/lineage.js';
import { chainsFrom, firstBeyond } from '../chains.js';
import type { RuleContext } from '../context.js';
import type { Report } from '../report.js';

/** Declarations that can extend another of their kind. */
type Extending = ScenarioDeclaration | ExperimentDeclaration;

/** `extends` must not form a cycle, and its chain must not be too long. */
export function extendsMustLeadToAnEnd(file: File, report: Report): void {
  mustLeadToAnEnd(file.declarations.filter(isScenarioDeclaration), 'scenario', report);
  mustLeadToAnEnd(file.declarations.filter(isExperimentDeclaration), 'experiment', report);
}

function mustLeadToAnEnd(own: readonly Extending[], kind: 'scenario' | 'experiment', report: Report): void {
  const chains = chainsFrom(own, parentsOf);
  const kinds = kind === 'scenario' ? 'scenarios' : 'experiments';
  for (const node of own)
    if (chains.circular.has(node))
      report({
        code: `${kind}/cycle`,
        message: `Circular \`extends\`: ${describeCycle(node)}.`,
        node,
        property: 'parent',
      });
  for (const node of firstBeyond(chains, own, parentsOf, MAX_ANCESTORS))
    report({
      code: `${kind}/too-deep`,
      message: `\`${node.name}\` extends a chain of more than ${MAX_ANCESTORS} ${kinds}. Extend one further up the chain.`,
      node,
      property: 'parent',
    });
}

function parentsOf({ parent }: Extending): Extending[] {
  return parent?.ref ? [parent.ref] : [];
}

/** Maximum number of declarations listed of a cycle. */
const MAX_LISTED = 6;

function describeCycle(node: Extending): string {
  const names = lineage<Extending>(node).map(({ name }) => `\`${name}\``);
  const shown = names.length > MAX_LISTED ? [...names.slice(0, MAX_LISTED), '…'] : names;
  return [...shown, names[0]].join(' extends ');
}

/** The parent must exist and be of the same kind. */
export function parentMustExist(node: Extending, report: Report, { imports }: RuleContext): void {
  const { parent } = node;
  if (!parent || parent.ref || !parent.$refText || !node.$container.$document) return;
  const kind = node.$type === 'ScenarioDeclaration' ? 'scenario' : 'experiment';
  const declared = imports.declarations(node.$container.$document);
  const other = declared.find((declaration) => declaration.name === parent.$refText);
  if (other) {
    const found = other.$type.replace('Declaration', '').toLowerCase();
    const article = /^[aeiou]/.test(found) ? 'an' : 'a';
    report({
      code: 'name/wrong-kind',
      message:
        kind === 'scenario'
          ? `A scenario extends a scenario, and \`${other.name}\` is ${article} ${found}.`
          : `An experiment extends an experiment, and \`${other.name}\` is ${article} ${found}.`,
      node,
      property: 'parent',
      related: [{ node: other, property: 'name', message: `\`${other.name}\` is declared here.` }],
    });
    return;
  }
  const suggestions = nearest(
    parent.$refText,
    declared.filter(({ $type }) => $type === node.$type).map(({ name }) => name),
  );
  report({
    code: 'name/unknown',
    message: `There is no ${kind} \`${parent.$refText}\` in this file or its imports.${didYouMean(suggestions)}`,
    node,
    property: 'parent',
    suggestions,
    details: { name: parent.$refText, kind },
  });
}
