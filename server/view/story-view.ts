import { PROTOCOLS } from '../../engine/consensus/protocols.js';
import { textOfChoice } from '../../engine/model/configuration.js';
import type { Recording, Rows } from '../../engine/model/results.js';
import type { ManagementChain, Scenario } from '../../engine/model/scenario.js';
import { lookAheadPlanOf, policyOf } from '../../engine/twins/policies.js';
import { CONFIGURATION_FIELDS } from '../../engine/twins/valid-configuration.js';
import type {
  ChangeView,
  ConfigurationView,
  DecisionView,
  EpochView,
  ObjectionView,
  ProposalView,
  RuleView,
  StoryView,
} from '../protocol/story-view.js';
import { numbersOf, textsOf } from './columns.js';
import { deliberations } from './deliberation-view.js';
import { notableDecisions } from './notable-decisions.js';
import { firstAtLeast } from './reconfigurations.js';
import { rounded, roundedOrNull } from './rounding.js';
import { distinctSettings } from './setting-digits.js';

/** Why the primary has its configuration, from the records of a run or of its part so far. */
export function storyView(results: Recording, scenario: Scenario): StoryView {
  const all = allDecisions(results, scenario);
  const initial = initialConfiguration(results, scenario, all);
  return { initial, epochs: epochsOf(initial, all), ...notableDecisions(all) };
}

/** One for each configuration block, in order, and one for a height that is still undecided. */
function allDecisions(results: Recording, scenario: Scenario): DecisionView[] {
  const proposals = proposalsByHeight(results, scenario);
  const inForce = firstBlocks(results.long.blocks);
  const decided = decidedBlocks(results);
  return [...proposals].map(([height, made]): DecisionView => {
    const block = decided.get(height) ?? null;
    const first = inForce(height);
    return {
      height,
      decided: block,
      inForce: block && first,
      changes: block ? (made.find(({ agreed }) => agreed)?.changes ?? []) : [],
      proposals: made,
    };
  });
}

function proposalsByHeight(results: Recording, scenario: Scenario): Map<number, ProposalView[]> {
  const heights = numbersOf(results, 'proposals', 'configuration');
  const cycles = numbersOf(results, 'proposals', 'cycle');
  const due = numbersOf(results, 'proposals', 'due');
  const times = numbersOf(results, 'proposals', 'time');
  const open = numbersOf(results, 'proposals', 'open');
  const proposers = numbersOf(results, 'proposals', 'proposer');
  const agreed = numbersOf(results, 'proposals', 'agreed');
  const rules = numbersOf(results, 'proposals', 'rule');
  const policies = policiesByNode(results, scenario);
  const changes = changesByProposal(results);
  const figures = figuresByProposal(results);
  const objections = objectionsByProposal(results, policies);
  const { lookAhead, tried } = deliberations(results);
  const byHeight = new Map<number, ProposalView[]>();
  heights.forEach((height, row) => {
    const key = keyOf(height, cycles[row]);
    const { policy, path } = policies(proposers[row]);
    const number = rules[row];
    const rule = policy.decision.kind === 'rules' ? policy.decision.rules[number - 1] : undefined;
    const plan = lookAheadPlanOf(policy);
    const looked = plan && lookAhead(height, cycles[row], proposers[row], plan);
    const choice = policy.decision.kind === 'learn' ? tried(height, cycles[row], policy) : undefined;
    const proposal: ProposalView = {
      cycle: cycles[row],
      due: rounded(due[row]),
      at: rounded(times[row]),
      proposer: proposers[row],
      agreed: agreed[row] === 1,
      open: open[row] === 1,
      policy: policy.name,
      rules: policy.decision.kind === 'rules' ? policy.decision.rules.length : 0,
      rule:
        number === 0
          ? null
          : {
              number,
              source: rule?.source ?? '',
              intervals: rule?.intervals ?? 1,
              origin: `${path}.decision.rules.${number - 1}`,
              figures: figures.get(key) ?? [],
            },
      changes: changes.get(key) ?? [],
      objections: objections.get(key) ?? [],
      ...(looked ? { lookAhead: looked } : {}),
      ...(choice ? { tried: choice } : {}),
    };
    byHeight.set(height, [...(byHeight.get(height) ?? []), proposal]);
  });
  return byHeight;
}

function keyOf(height: number, cycle: number): string {
  return `${height}/${cycle}`;
}

type PolicyAt = ReturnType<typeof policiesByNode>;

/** The policy of a node's twin, and its path in the scenario. */
function policiesByNode(results: Recording, { management }: Scenario) {
  const nodes = numbersOf(results, 'nodes', 'node');
  const groups = textsOf(results, 'nodes', 'group');
  const groupOf = new Map(Array.from(nodes, (node, row) => [node, groups[row]]));
  return (node: number) => {
    const group = groupOf.get(node) ?? '';
    return { policy: policyOf(management, group), path: pathOf(management, group) };
  };
}

function pathOf({ policyFor }: ManagementChain, group: string): string {
  const own = policyFor.findIndex((each) => each.group === group);
  return own < 0 ? 'management.policy' : `management.policyFor.${own}.policy`;
}

function changesByProposal(results: Recording): Map<string, ChangeView[]> {
  const properties = textsOf(results, 'changes', 'property');
  const before = textsOf(results, 'changes', 'before');
  const after = textsOf(results, 'changes', 'after');
  return byProposal(results, 'changes', (row) => {
    const property = properties[row];
    const values = distinctSettings(shownValue(property, before[row]), shownValue(property, after[row]));
    const unit = CONFIGURATION_FIELDS.find(({ name }) => name === property)?.unit ?? '';
    return { property, unit, before: values[0], after: values[1] };
  });
}

function figuresByProposal(results: Recording): Map<string, RuleView['figures']> {
  const names = textsOf(results, 'figures', 'name');
  const values = numbersOf(results, 'figures', 'value');
  const units = textsOf(results, 'figures', 'unit');
  return byProposal(results, 'figures', (row) => ({
    name: names[row],
    value: roundedOrNull(values[row]),
    unit: units[row],
  }));
}

function objectionsByProposal(results: Recording, policies: PolicyAt): Map<string, ObjectionView[]> {
  const nodes = numbersOf(results, 'objections', 'node');
  const reasons = textsOf(results, 'objections', 'reason');
  const single = byProposal(results, 'objections', (row): ObjectionView => {
    const { policy, path } = policies(nodes[row]);
    const origin = policy.accept?.source === reasons[row] ? `${path}.accept` : null;
    return { reason: reasons[row], nodes: [nodes[row]], origin };
  });
  return new Map([...single].map(([key, objections]) => [key, byReason(objections)]));
}

function byReason(objections: readonly ObjectionView[]): ObjectionView[] {
  const merged = new Map<string, ObjectionView>();
  for (const { reason, nodes, origin } of objections) {
    const key = `${origin} ${reason}`;
    const known = merged.get(key);
    merged.set(key, { reason, origin, nodes: [...(known?.nodes ?? []), ...nodes].sort((a, b) => a - b) });
  }
  return [...merged.values()];
}

function byProposal<T>(
  results: Recording,
  table: 'changes' | 'figures' | 'objections',
  viewOf: (row: number) => T,
): Map<string, T[]> {
  const heights = numbersOf(results, table, 'configuration');
  const cycles = numbersOf(results, table, 'cycle');
  const found = new Map<string, T[]>();
  heights.forEach((height, row) => {
    const key = keyOf(height, cycles[row]);
    found.set(key, [...(found.get(key) ?? []), viewOf(row)]);
  });
  return found;
}

function decidedBlocks(results: Recording): Map<number, NonNullable<DecisionView['decided']>> {
  const heights = numbersOf(results, 'configurationBlocks', 'height');
  const due = numbersOf(results, 'configurationBlocks', 'due');
  const decided = numbersOf(results, 'configurationBlocks', 'decided');
  const cycles = numbersOf(results, 'configurationBlocks', 'cycles');
  const missed = numbersOf(results, 'configurationBlocks', 'missed');
  return new Map(
    Array.from(heights, (height, row) => [
      height,
      { due: rounded(due[row]), at: rounded(decided[row]), cycles: cycles[row], missed: missed[row] },
    ]),
  );
}

/** The first block of the primary under a configuration block, or under a later one. */
function firstBlocks(blocks: Rows): (height: number) => DecisionView['inForce'] {
  const firsts = new Map<number, NonNullable<DecisionView['inForce']>>();
  for (const piece of blocks.pieces) {
    const inMemory = { tables: { blocks: piece } };
    const heights = numbersOf(inMemory, 'blocks', 'height');
    const times = numbersOf(inMemory, 'blocks', 'time');
    numbersOf(inMemory, 'blocks', 'configuration').forEach((configuration, row) => {
      if (!firsts.has(configuration)) firsts.set(configuration, { block: heights[row], at: rounded(times[row]) });
    });
  }
  const known = [...firsts.keys()].sort((a, b) => a - b);
  return (height) => firsts.get(known[firstAtLeast(known, height)]) ?? null;
}

/** The configuration before the first change that was agreed in the measured time. */
function initialConfiguration(
  results: Recording,
  { primary }: Scenario,
  decisions: readonly DecisionView[],
): ConfigurationView {
  const written = {
    consensus: primary.consensus,
    blockSize: String(primary.blockSize),
    blockInterval: String(primary.blockInterval),
    roundTimeout: String(primary.roundTimeout),
    dissemination: primary.dissemination,
    validators: textOfChoice(primary.validators),
  };
  const texts = (name: string) => textsOf(results, 'configurationBlocks', name)[0];
  const numbers = (name: string) => String(numbersOf(results, 'configurationBlocks', name)[0]);
  const first =
    results.tables.configurationBlocks.rows === 0
      ? written
      : {
          consensus: texts('consensus'),
          blockSize: numbers('blockSize'),
          blockInterval: numbers('blockInterval'),
          roundTimeout: numbers('roundTimeout'),
          dissemination: texts('dissemination'),
          validators: texts('validators'),
        };
  const shown = Object.entries(first).map(([property, value]) => [property, shownValue(property, value)]);
  const firstDecided = decisions.find(({ decided }) => decided);
  const undone = (firstDecided?.changes ?? []).map(({ property, before }) => [property, before]);
  return Object.fromEntries([...shown, ...undone]);
}

function epochsOf(initial: ConfigurationView, decisions: readonly DecisionView[]): EpochView[] {
  let values = initial;
  return decisions.flatMap(({ height, inForce, changes }) => {
    if (changes.length === 0) return [];
    values = { ...values, ...Object.fromEntries(changes.map(({ property, after }) => [property, after])) };
    return inForce ? [{ height, from: inForce.at, values }] : [];
  });
}

function shownValue(property: string, text: string): string {
  return property === 'consensus' ? (PROTOCOLS.find(({ name }) => name === text)?.title ?? text) : text;
}
