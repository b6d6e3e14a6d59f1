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
  /** Whether there is a file at a place, whatever is in it. */
  readonly exists: (uri: URI) => boolean;
  /** What is declared in the file of a node and its imports. */
  readonly declared: (node: AstNode) => readonly Declaration[];
}

/** A rule of the language: looks at one node and reports what breaks it. Pure but for the report. */
export type Rule<N extends AstNode = AstNode> = (node: N, report: Report, context: RuleContext) => void;
