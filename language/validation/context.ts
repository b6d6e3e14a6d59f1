import type { AstNode, URI } from 'langium';
import type { Declaration } from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
import type { ImportGraph } from '../imports/import-graph.js';
import type { WorkspaceRoots } from '../imports/workspace-roots.js';
import type { Defaults } from '../lowering/defaults.js';
import type { Report } from './report.js';

/** What rules may ask beside the node that they look at. */
export interface RuleContext {
  readonly files: DataFiles;
  readonly defaults: Defaults;
  readonly imports: ImportGraph;
  readonly roots: WorkspaceRoots;
  /** Why a file cannot be imported, as the end of a sentence; undefined where there is none. */
  readonly whyNotImported: (uri: URI) => string | undefined;
  /** What is declared in the file of a node and its imports. */
  readonly declared: (node: AstNode) => readonly Declaration[];
}

/** A rule of the language: looks at one node and reports what breaks it. Pure but for the report. */
export type Rule<N extends AstNode = AstNode> = (node: N, report: Report, context: RuleContext) => void;
