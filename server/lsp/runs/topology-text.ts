import * as l10n from '@vscode/l10n';
import { URI } from 'langium';
import { LIMITS } from '../../../engine/limits/limits.js';
import type { NodeChoice } from '../../../engine/model/node-choice.js';
import type { Topology } from '../../../engine/model/scenario.js';
import {
  isFile,
  isScenarioDeclaration,
  isTopologyDeclaration,
  type ScenarioDeclaration,
  type TopologyDeclaration,
} from '../../../language/generated/ast.js';
import { rangeOfName } from '../../../language/lowering/origin.js';
import { lowerScenario, lowerTopologyAlone } from '../../../language/lowering/scenario.js';
import { count } from '../../protocol/quantities.js';
import type { TextRange, TopologyAnswer, TopologyOrder } from '../../protocol/runs.js';
import { topologyPreview } from '../../view/topology-preview.js';
import type { ReadTexts } from './scenario-texts.js';

type Declaration = ScenarioDeclaration | TopologyDeclaration;

/** The drawable part of a declaration. */
interface Drawable {
  topology: Topology;
  seed: number;
  validators: NodeChoice;
  managers?: NodeChoice;
}

/** Where a text declares a topology or scenario of this name. */
export function declarationIn(texts: ReadTexts, name: string): TextRange | undefined {
  const found = declarationsOf(texts).find((declaration) => declaration.name === name);
  return found && rangeOfName(found);
}

function declarationsOf({ language, loaded }: ReadTexts): Declaration[] {
  const document = language.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(loaded.uri));
  const root = document?.parseResult.value;
  if (!isFile(root)) return [];
  return root.declarations.filter(
    (declaration): declaration is Declaration =>
      isTopologyDeclaration(declaration) || isScenarioDeclaration(declaration),
  );
}

/** Whether the drawing would omit something in the text, such as a property that no topology has. */
function hasBrokenTopology({ loaded }: ReadTexts, declarations: readonly Declaration[], chosen: Declaration): boolean {
  const drawn = isTopologyDeclaration(chosen) ? [chosen] : declarations.filter(isTopologyDeclaration);
  const errors = loaded.diagnostics.filter(({ severity, uri }) => severity === 'error' && uri === loaded.uri);
  return errors.some(({ range }) => drawn.some(({ $cstNode }) => $cstNode && holds($cstNode.range, range.start)));
}

/**
 * The network that a text currently describes. Errors outside its topology do not matter, since the text may be incomplete.
 */
export function topologyIn(texts: ReadTexts, order: TopologyOrder): TopologyAnswer {
  const declarations = declarationsOf(texts);
  const chosen =
    declarations.find(({ name }) => name === order.declaration) ??
    declarations.find(({ $cstNode }) => $cstNode && holds($cstNode.range, order.position)) ??
    declarations.find(isScenarioDeclaration) ??
    declarations[0];
  if (!chosen) return { kind: 'none', message: l10n.t('This text declares no topology yet.') };
  const incomplete: TopologyAnswer = {
    kind: 'none',
    message: l10n.t('Preview paused: fix the errors in {0}.', chosen.name),
  };
  const { DataFiles: files, Defaults: defaults, ImportGraph } = texts.language.services.twin;
  const drawable = drawableOf(chosen, { files, defaults, declared: ImportGraph.declaredAround });
  if (!drawable) return incomplete;
  const nodes = drawable.topology.groups.reduce((sum, group) => sum + group.nodes, 0);
  if (nodes > LIMITS.nodes)
    return {
      kind: 'none',
      message: l10n.t('{0} has {1} nodes; up to {2} are drawn.', chosen.name, count(nodes), count(LIMITS.nodes)),
    };
  if (hasBrokenTopology(texts, declarations, chosen)) return incomplete;
  try {
    return { kind: 'topology', declaration: chosen.name, network: topologyPreview(drawable.topology, drawable) };
  } catch (error) {
    // An impossible choice or overlay; the diagnostics of the text say which.
    if (error instanceof RangeError) return incomplete;
    throw error;
  }
}

function drawableOf(declaration: Declaration, context: Parameters<typeof lowerScenario>[1]): Drawable | undefined {
  if (isTopologyDeclaration(declaration)) {
    const lowered = lowerTopologyAlone(declaration, context);
    return lowered && { topology: lowered.topology, seed: 1, validators: { kind: 'all' } };
  }
  const scenario = lowerScenario(declaration, context)?.scenario;
  return (
    scenario && {
      topology: scenario.topology,
      seed: scenario.seed,
      validators: scenario.primary.validators,
      managers: scenario.management.nodes,
    }
  );
}

function holds({ start, end }: TextRange, { line, character }: TopologyOrder['position']): boolean {
  const afterStart = line > start.line || (line === start.line && character >= start.character);
  return afterStart && (line < end.line || (line === end.line && character <= end.character));
}
