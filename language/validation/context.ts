import type { AstNode, URI } from 'langium';
import type { Declaration } from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
import type { ImportGraph } from '../imports/import-graph.js';
import type { WorkspaceRoots } from '../imports/workspace-roots.js';
import type { Defaults } from '../lowering/defaults.js';
import type { Report } from './report.js';

/** What rules can read besides their own node. */
export interface RuleContext {
  readonly files: DataFiles;
  readonly defaults: Defaults;
  readonly imports: ImportGraph;
  readonly roots: WorkspaceRoots;
  /** Why a file cannot be imported, as the end of a sentence; undefined if there is none. */
  readonly whyNotImported: (uri: URI) => string | undefined;
  /** The declarations of a node's file and its imports. */
  readonly declared: (node: AstNode) => readonly Declaration[];
}

/** A rule of the language: checks one node and reports violations. It has no side effect other than the report. */
export type Rule<N extends AstNode = AstNode> = (node: N, report: Report, context: RuleContext) => void;
