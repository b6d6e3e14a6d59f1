import { AstUtils, type LangiumDocument } from 'langium';
import type { CodeActionProvider, LangiumServices } from 'langium/lsp';
import type { CodeActionParams } from 'vscode-languageserver';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-types';
import { isQuantity } from '../../generated/ast.js';
import type { TwinAddedServices } from '../../services.js';
import type { Code } from '../../validation/codes.js';
import type { DiagnosticData } from '../../validation/diagnostics.js';
import { leafAt } from '../hover/leaf.js';
import { missingArguments, positive, swappedBounds, weights } from './distributions.js';
import type { Fault, Fix, FixContext, FixSource } from './fix.js';
import { closing, completion, firstScenario, missingProperty, moreReplications } from './insertions.js';
import { missingValue } from './missing-values.js';
import { capitalWord, missingImport, otherName } from './names.js';
import { allNodes, enoughNodes, evenDegree, fewerPeers } from './overlays.js';
import { observed, superfluousAcceptance, superfluousObservation, superfluousRule } from './policies.js';
import { fittingUnit, otherUnits } from './quantities.js';
import { safeQuorum } from './quorums.js';
import { meaninglessCharacter, superfluousImport, superfluousProperty } from './removals.js';
import { repaired } from './repaired.js';
import { rightBlock, suggested } from './suggestions.js';

/** Quick fixes by the code of the diagnostic. */
export const FIXES: { readonly [C in Code]?: readonly FixSource[] } = {
  'syntax/unexpected': [repaired, suggested],
  'syntax/missing-value': [repaired, missingValue],
  'syntax/missing-brace': [repaired, closing],
  'syntax/reserved-word': [capitalWord],
  'syntax/unknown-character': [repaired, suggested, meaninglessCharacter],
  'syntax/operator': [suggested],
  'syntax/unclosed-text': [closing],
  'syntax/unclosed-comment': [closing],
  'file/empty': [firstScenario],
  'import/missing': [suggested, superfluousImport],
  'import/outside': [superfluousImport],
  'import/cycle': [superfluousImport],
  'import/clash': [superfluousImport],
  'name/unknown': [suggested, missingImport],
  'name/duplicate': [otherName],
  'name/property': [otherName],
  'property/unknown': [suggested, rightBlock],
  'property/missing': [missingProperty],
  'property/duplicate': [superfluousProperty],
  'property/conflict': [superfluousProperty],
  'unit/unknown': [suggested],
  'dimension/mismatch': [fittingUnit],
  'value/unexpected': [repaired, suggested],
  'value/unknown': [suggested],
  'value/integer': [suggested],
  'value/range': [suggested],
  'value/city': [suggested],
  'call/unknown': [suggested],
  'call/arguments': [suggested, missingArguments],
  'distribution/bounds': [swappedBounds],
  'distribution/weights': [weights],
  'distribution/truncated': [positive],
  'distribution/parameter': [suggested],
  'data/column': [suggested],
  'topology/peers': [fewerPeers],
  'topology/parity': [evenDegree],
  'chain/nodes': [allNodes],
  'chain/quorum': [enoughNodes],
  'chain/classic-quorum': [safeQuorum],
  'scenario/warmup': [superfluousProperty],
  'policy/empty': [completion],
  'policy/property': [suggested],
  'policy/window': [observed],
  'policy/unused': [superfluousObservation],
  'policy/unreachable': [superfluousRule],
  'policy/rejects-all': [superfluousAcceptance],
  'policy/budget': [suggested],
  'policy/no-twin': [superfluousProperty],
  'experiment/undecidable': [moreReplications],
  'expression/metric': [suggested],
  'faults/duration': [completion],
};

/** Quick fixes for errors, and other ways to write a quantity. */
export class TwinCodeActions implements CodeActionProvider {
  private readonly context: FixContext;

  constructor(services: LangiumServices & TwinAddedServices) {
    const { ImportGraph, WorkspaceRoots } = services.twin;
    this.context = { imports: ImportGraph, roots: WorkspaceRoots, lexer: services.parser.Lexer };
  }

  getCodeActions(document: LangiumDocument, { context, range }: CodeActionParams): CodeAction[] {
    const fixes = context.diagnostics.flatMap((diagnostic) => this.fixesFor(diagnostic, document));
    const wanted = context.only?.some((kind) => kind === 'quickfix' || kind.startsWith('quickfix.'));
    return wanted ? fixes : [...fixes, ...this.rewrites(document, range)];
  }

  private fixesFor(diagnostic: Diagnostic, document: LangiumDocument): CodeAction[] {
    const code = String(diagnostic.code ?? '') as Code;
    const fault: Fault = {
      code,
      range: diagnostic.range,
      data: dataOf(diagnostic, code),
      document,
      text: document.textDocument.getText(diagnostic.range),
    };
    const seen = new Set<string>();
    return (FIXES[code] ?? [])
      .flatMap((source) => source(fault, this.context))
      .filter(({ title }) => !seen.has(title) && seen.add(title))
      .map((fix) => ({
        ...action(fix, document),
        kind: 'quickfix',
        diagnostics: [diagnostic],
        ...(fix.preferred ? { isPreferred: true } : {}),
      }));
  }

  private rewrites(document: LangiumDocument, range: CodeActionParams['range']): CodeAction[] {
    const leaf = leafAt(document, document.textDocument.offsetAt(range.start));
    const node = AstUtils.getContainerOfType(leaf?.astNode, isQuantity)?.$cstNode;
    if (!node) return [];
    const fault: Fault = { code: 'unit/unknown', range: node.range, data: { code: '' }, document, text: node.text };
    return otherUnits(fault, this.context).map((fix) => ({ ...action(fix, document), kind: 'refactor.rewrite' }));
  }
}

function dataOf({ data }: Diagnostic, code: Code): DiagnosticData {
  return { code, ...(typeof data === 'object' && data !== null ? data : {}) };
}

function action({ title, edits }: Fix, { textDocument }: LangiumDocument): CodeAction {
  return { title, edit: { changes: { [textDocument.uri]: [...edits] } } };
}
