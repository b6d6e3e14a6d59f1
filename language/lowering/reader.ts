import type { AstNode } from 'langium';
import type { Distribution } from '../../engine/model/scenario.js';
import type { Declaration, Expression, Item, ScenarioDeclaration } from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
import type { PropertyDescription } from '../properties/property.js';
import { type Bound, lastChange } from '../settings/bound.js';
import { ignoreFindings, type Report } from '../validation/report.js';
import { interpretValue } from '../values/interpret.js';
import type { Value } from '../values/value.js';
import type { Defaults } from './defaults.js';
import { defaultOrigin, type Origin, type Origins, originOf, rangeOfName } from './origin.js';

/** What lowering needs from the rest of the language. */
export interface LoweringContext {
  readonly files: DataFiles;
  readonly defaults: Defaults;
  /** The declarations in scope of a node, for looking up sites. */
  readonly declared: (node: AstNode) => readonly Declaration[];
}

/** A part of the text that determines a value: a setting, or the rule of a policy that changes it during a run. */
export interface Part {
  readonly node: AstNode;
  /** The declaration that contains it. */
  readonly owner: AstNode;
  /** The scenario that brought it in; undefined for a policy, which may be used anywhere. */
  readonly via: ScenarioDeclaration | undefined;
}

/** Reads effective settings as plain values, records the origin of each, and remembers which were invalid. */
export class Reader {
  /** The written settings, by path. */
  readonly bounds = new Map<string, Bound>();
  /** Origins of values that are not properties, by path. */
  readonly parts = new Map<string, Part>();
  private readonly noted: [path: string, bound: Bound | undefined][] = [];
  private readonly placed: [path: string, origin: Origin][] = [];
  private broken = false;

  constructor(
    private readonly scenario: ScenarioDeclaration | undefined,
    private readonly context: LoweringContext,
    private readonly report: Report = ignoreFindings,
  ) {}

  /** Whether everything read so far was valid. */
  get isComplete(): boolean {
    return !this.broken;
  }

  /** Records that something else was invalid. */
  fail(): void {
    this.broken = true;
  }

  /** The value of a property or its default; undefined if it is invalid or there is none. */
  value(path: string, bound: Bound | undefined, property: PropertyDescription): Value | undefined {
    this.note(path, bound);
    const overrides = overridesOf(bound);
    if (bound && bound.items.length > 0)
      return this.checked(interpretValue(bound.items, { ...this.request(property), overrides }));
    if (property.default === undefined) return undefined;
    const interpret = (item: Item) => interpretValue([item], { ...this.request(property), overrides });
    const { defaults } = this.context;
    return this.checked(
      overrides ? interpret(defaults.value(property.default)) : defaults.meaning(property, property.default, interpret),
    );
  }

  quantity(path: string, bound: Bound | undefined, property: PropertyDescription): number {
    const value = this.value(path, bound, property);
    return value?.kind === 'quantity' ? value.value : this.wrong(0);
  }

  distribution(path: string, bound: Bound | undefined, property: PropertyDescription): Distribution {
    const value = this.value(path, bound, property);
    return value?.kind === 'distribution' ? value.distribution : this.wrong({ kind: 'constant', value: 0 });
  }

  option(path: string, bound: Bound | undefined, property: PropertyDescription): string {
    const value = this.value(path, bound, property);
    return value?.kind === 'option' ? value.name : this.wrong('');
  }

  /** Records the origin of a value without reading it. */
  note(path: string, bound: Bound | undefined): void {
    this.noted.push([path, bound]);
    if (bound) this.bounds.set(path, bound);
  }

  /** Records the place of something that is not a property, to which results of a run refer. */
  place(path: string, origin: Origin): void {
    this.placed.push([path, origin]);
  }

  /** Records something that is not a property, but may be the cause of an error. */
  part(path: string, part: Part): void {
    this.parts.set(path, part);
  }

  /** The data files that values are read from. */
  get files(): DataFiles {
    return this.context.files;
  }

  /**
   * The origin of each value. If only a parameter was changed, the origin is that change, since readers look for it.
   */
  origins(): Origins {
    const { scenario } = this;
    if (!scenario) return {};
    const nobody = defaultOrigin(scenario, rangeOfName(scenario));
    return Object.fromEntries([
      ...this.noted.map(([path, bound]) => [path, bound ? originOf(lastChange(bound), scenario) : nobody]),
      ...this.placed,
    ]);
  }

  private request(property: PropertyDescription) {
    const { files, declared } = this.context;
    return { property, files, declared, report: this.report };
  }

  private checked(value: Value | undefined): Value | undefined {
    if (!value) this.broken = true;
    return value;
  }

  private wrong<T>(placeholder: T): T {
    this.broken = true;
    return placeholder;
  }
}

function overridesOf(bound: Bound | undefined): ReadonlyMap<string, Expression> | undefined {
  if (!bound || bound.parameters.size === 0) return undefined;
  const overrides = new Map<string, Expression>();
  for (const [name, parameter] of bound.parameters) {
    const [item] = parameter.items;
    if (item && item.$type !== 'Portion' && item.$type !== 'Until') overrides.set(name, item);
  }
  return overrides;
}
