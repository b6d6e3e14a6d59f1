import type { ExperimentDeclaration, Vary } from '../generated/ast.js';
import { dotted } from '../names/text.js';
import { lineage } from '../settings/lineage.js';

/** Everything that an experiment says after inheritance; the nodes may belong to several declarations. */
export type EffectiveExperiment = Pick<
  ExperimentDeclaration,
  'properties' | 'varies' | 'plots' | 'goals' | 'searches' | 'stops' | 'expectations'
>;

/** What was found for an experiment, and what it was found over: trees of syntax never change. */
interface Remembered {
  readonly inherited: EffectiveExperiment | undefined;
  readonly effective: EffectiveExperiment;
}

/** Several rules ask for the same of every experiment of a long file; entries go with their trees. */
const remembered = new WeakMap<ExperimentDeclaration, Remembered>();

/** What an experiment inherits, with its own over it; one in a circle, or too far from its end, inherits nothing. */
export function effectiveExperiment(node: ExperimentDeclaration): EffectiveExperiment {
  const leadsToAnEnd = lineage(node).at(-1)?.parent?.ref === undefined;
  const parent = leadsToAnEnd ? node.parent?.ref : undefined;
  const inherited = parent && effectiveExperiment(parent);
  const known = remembered.get(node);
  if (known && known.inherited === inherited) return known.effective;
  const effective = inherited ? extend(inherited, node) : node;
  remembered.set(node, { inherited, effective });
  return effective;
}

/**
 * A property, a `vary` of the same path and an expectation of the same text take the place of the inherited one; other
 * axes are added. What is plotted, chosen or searched is replaced as a whole.
 */
function extend(inherited: EffectiveExperiment, own: EffectiveExperiment): EffectiveExperiment {
  const ownNames = new Set(own.properties.map(nameOf));
  const ownTexts = new Set(own.expectations.map(({ text }) => text));
  return {
    properties: [...inherited.properties.filter((property) => !ownNames.has(nameOf(property))), ...own.properties],
    varies: variesOf(ownNames.has('scenario') ? inherited.varies.filter(isAboutProperties) : inherited.varies, own),
    plots: own.plots.length > 0 ? own.plots : inherited.plots,
    goals: own.goals.length > 0 ? own.goals : inherited.goals,
    searches: own.searches.length > 0 ? own.searches : inherited.searches,
    stops: own.stops.length > 0 ? own.stops : inherited.stops,
    expectations: [...inherited.expectations.filter(({ text }) => !ownTexts.has(text)), ...own.expectations],
  };
}

/** Where an own `vary` shares a path with inherited ones, it stands where the first of them stood. */
function variesOf(inherited: readonly Vary[], { varies }: EffectiveExperiment): Vary[] {
  const placed = new Set<Vary>();
  const kept = inherited.flatMap((vary) => {
    const taking = varies.filter((own) => pathsOf(own).some((path) => pathsOf(vary).includes(path)));
    if (taking.length === 0) return [vary];
    const first = taking.filter((own) => !placed.has(own));
    for (const own of first) placed.add(own);
    return first;
  });
  return [...kept, ...varies.filter((vary) => !placed.has(vary))];
}

function pathsOf({ axes }: Vary): string[] {
  return axes.flatMap(({ path }) => (path ? [dotted(path)] : []));
}

function isAboutProperties(vary: Vary): boolean {
  return !pathsOf(vary).includes('scenario');
}

function nameOf({ path }: EffectiveExperiment['properties'][number]): string {
  return path ? dotted(path) : '';
}
