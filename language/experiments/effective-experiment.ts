import type { ExperimentDeclaration, Vary } from '../generated/ast.js';
import { dotted } from '../names/text.js';
import { lineage } from '../settings/lineage.js';

/** The content of an experiment after inheritance; its nodes may belong to several declarations. */
export type EffectiveExperiment = Pick<
  ExperimentDeclaration,
  'properties' | 'varies' | 'plots' | 'goals' | 'searches' | 'stops' | 'expectations'
>;

/** The result for an experiment, and the syntax trees that it was computed from, which never change. */
interface Remembered {
  readonly inherited: EffectiveExperiment | undefined;
  readonly effective: EffectiveExperiment;
}

/** Several rules need this for every experiment of a long file. Entries are garbage collected with their trees. */
const remembered = new WeakMap<ExperimentDeclaration, Remembered>();

/**
 * The inherited content of an experiment, overridden by its own. One in a cycle, or in a chain that is too long,
 * inherits nothing.
 */
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

/** A `vary` that shares a path with inherited ones takes the position of the first of them. */
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
