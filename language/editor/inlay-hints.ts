import * as l10n from '@vscode/l10n';
import { GrammarUtils, type LangiumDocument } from 'langium';
import type { InlayHintProvider, LangiumServices } from 'langium/lsp';
import type { InlayHint, Position, Range } from 'vscode-languageserver-types';
import { faultModelOf } from '../../engine/consensus/protocols.js';
import { coverageOf } from '../../engine/network/coverage.js';
import {
  isFile,
  isScenarioDeclaration,
  isTopologyDeclaration,
  type Property,
  type ScenarioDeclaration,
  type TopologyDeclaration,
} from '../generated/ast.js';
import type { LoweringContext } from '../lowering/reader.js';
import { lowerScenario, lowerTopologyAlone } from '../lowering/scenario.js';
import { dotted } from '../names/text.js';
import { propertyOf } from '../properties/blocks.js';
import type { BlockName } from '../properties/property.js';
import type { TwinAddedServices } from '../services.js';
import { type EffectiveScenario, effectiveScenario, flatten } from '../settings/effective.js';
import type { ClosedForm } from './closed-form.js';
import { coverageText, missingText, SHOWN_SEED } from './coverage-text.js';
import type { EditorSettings } from './editor-settings.js';
import { estimateHint, estimateText } from './estimate-text.js';
import { Estimates } from './estimates.js';
import { markdown } from './markdown.js';
import { quorumHint, quorumText } from './quorum-text.js';

/** Defaults worth showing as hints, by block. */
const TELLING = {
  scenario: ['duration'],
  primary: ['consensus', 'blockSize', 'blockInterval'],
  management: ['nodes', 'interval'],
  topology: ['peers', 'bandwidth', 'latency'],
} as const satisfies Partial<Record<BlockName, readonly string[]>>;

/** Hints: defaults that apply, f and quorums, and estimates of block time and delays. */
export class TwinInlayHints implements InlayHintProvider {
  private readonly context: LoweringContext;
  private readonly estimates = new Estimates();

  constructor(
    services: LangiumServices & TwinAddedServices,
    private readonly settings: EditorSettings,
  ) {
    const { DataFiles, Defaults, ImportGraph } = services.twin;
    this.context = { files: DataFiles, defaults: Defaults, declared: ImportGraph.declaredAround };
  }

  async getInlayHints(document: LangiumDocument, { range }: { range: Range }): Promise<InlayHint[]> {
    if (!(await this.settings.inlayHints(document.uri.toString()))) return [];
    const root = document.parseResult.value;
    if (!isFile(root)) return [];
    return root.declarations
      .filter((node) => overlaps(node.$cstNode?.range, range))
      .flatMap((node) => {
        if (isScenarioDeclaration(node)) return scenarioHints(node, this.context, this.estimates);
        return isTopologyDeclaration(node) ? [...topologyHints(node), ...coverageHints(node, this.context)] : [];
      });
  }
}

function overlaps(own: Range | undefined, asked: Range): boolean {
  return own !== undefined && own.start.line <= asked.end.line && own.end.line >= asked.start.line;
}

function scenarioHints(node: ScenarioDeclaration, context: LoweringContext, estimates: Estimates): InlayHint[] {
  const effective = effectiveScenario(node);
  if (!effective.topology) return [];
  const lowered = lowerScenario(node, context);
  const form = lowered && estimates.of(lowered.scenario);
  const hints: InlayHint[] = [];
  const header = openingBrace(node);
  const inherited = unwritten('scenario', [], node, effective);
  if (header && (inherited.length > 0 || form))
    hints.push(
      hint(
        header,
        [...inherited.map(({ text }) => text), ...(form ? [estimateHint(form)] : [])].join(' · '),
        tooltip(inherited, form),
      ),
    );
  for (const block of ['primary', 'management'] as const) {
    const property = node.properties.find((candidate) => candidate.block && dotted(candidate.path) === block);
    const brace = property && openingBrace(property);
    const values = unwritten(block, [block], node, effective);
    const voters = form && (block === 'primary' ? form.validators : form.managers);
    const faults = lowered && voters !== undefined ? faultModelOf(lowered.scenario[block], voters) : undefined;
    const parts = [...(faults ? [quorumHint(faults)] : []), ...values.map(({ text }) => text)];
    const meaning = faults ? l10n.t('Votes that decide: {0}.', quorumText(faults)) : '';
    if (brace && parts.length > 0)
      hints.push(hint(brace, parts.join(' · '), [meaning, tooltip(values, undefined)].filter(Boolean).join('\n\n')));
  }
  const chosen = form && findProperty(node, 'management.nodes');
  const end = chosen?.values.at(-1)?.$cstNode?.range.end;
  if (form && end && !isInBlock(chosen)) {
    const faults = faultModelOf(lowered.scenario.management, form.managers);
    hints.push(hint(end, quorumHint(faults), l10n.t('Votes that decide: {0}.', quorumText(faults))));
  }
  return hints;
}

function topologyHints(node: TopologyDeclaration): InlayHint[] {
  const brace = openingBrace(node);
  if (!brace) return [];
  const written = new Set(flatten(node.properties).map(({ words }) => words[0]));
  const values = TELLING.topology.filter(
    (name) =>
      !written.has(name) &&
      !node.groups.some((group) => group.properties.some((property) => dotted(property.path) === name)),
  );
  const texts = values.flatMap((name) => {
    const value = propertyOf('topology', name)?.default;
    return value ? [{ text: `${name}: ${value}`, from: l10n.t('default') }] : [];
  });
  return texts.length > 0 ? [hint(brace, texts.map(({ text }) => text).join(' · '), tooltip(texts, undefined))] : [];
}

/** A hint after a latency matrix: how many pairs of places it covers. */
function coverageHints(node: TopologyDeclaration, context: LoweringContext): InlayHint[] {
  const value = node.properties.find(({ path }) => dotted(path) === 'latency')?.values[0];
  const end = value?.$cstNode?.range.end;
  if (!end || value.$type !== 'NameExpression' || value.text === undefined) return [];
  const lowered = lowerTopologyAlone(node, context);
  const coverage = lowered && coverageOf(lowered.topology, SHOWN_SEED);
  return coverage ? [hint(end, coverageText(coverage), missingText(coverage))] : [];
}

interface Unwritten {
  readonly text: string;
  /** Where the value comes from. */
  readonly from: string;
}

/** Hints for important properties of a block that apply to the scenario but are not written in it. */
function unwritten(
  block: keyof typeof TELLING,
  path: readonly string[],
  node: ScenarioDeclaration,
  effective: EffectiveScenario,
): Unwritten[] {
  return TELLING[block].flatMap((name): Unwritten[] => {
    const bound = effective.settings.get([...path, name].join('.'));
    if (bound?.via === node) return [];
    if (bound && bound.items.length > 0) {
      const text = bound.items.map((item) => item.$cstNode?.text ?? '').join(', ');
      return [{ text: `${name}: ${text}`, from: l10n.t('inherited from {0}', bound.owner.name) }];
    }
    const property = propertyOf(block, name);
    return property?.default ? [{ text: `${name}: ${property.default}`, from: l10n.t('default') }] : [];
  });
}

function tooltip(values: readonly Unwritten[], form: ClosedForm | undefined): string {
  const lines = values.map(({ text, from }) => `- \`${text}\`: ${from}`);
  if (form) lines.push(`- ${estimateText(form)}`);
  return lines.join('\n');
}

function hint(position: Position, label: string, text: string): InlayHint {
  return { position, label, paddingLeft: true, tooltip: markdown(text) };
}

function openingBrace(node: ScenarioDeclaration | TopologyDeclaration | Property): Position | undefined {
  return GrammarUtils.findNodeForKeyword(node.$cstNode, '{')?.range.end;
}

function findProperty(node: ScenarioDeclaration, path: string): Property | undefined {
  return flatten(node.properties).find(({ words }) => words.join('.') === path)?.node;
}

/** Whether the enclosing block already shows the quorum. */
function isInBlock(property: Property | undefined): boolean {
  return property?.$container.$type === 'Property';
}
