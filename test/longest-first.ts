import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The slowest files, slowest first. If a slow file starts last, its worker is still busy when the others have finished.
 */
export const LONGEST = [
  'test/cli/sessions.test.ts',
  'test/clusters/slurm.test.ts',
  'test/clusters/parallel.test.ts',
  'test/webview/looks.test.ts',
  'test/lsp/experiments.test.ts',
  'test/lsp/paper.test.ts',
  'test/lsp/runs.test.ts',
  'test/lsp/simulations.test.ts',
  'test/clusters/failures.test.ts',
  'test/runs/runner.test.ts',
  'test/cli/interrupt.test.ts',
  'test/lsp/experiments-on-clusters.test.ts',
  'test/examples/managing.test.ts',
  'test/validation/validation.test.ts',
  'test/engine/laws.test.ts',
  'test/examples/foresight.test.ts',
  'test/workbench/paper.test.ts',
  'test/workbench/running.test.ts',
  'test/workbench/results.test.ts',
  'test/workbench/experiments.test.ts',
];

/** Starts the slowest files of each project first; the others in Vitest's order. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = sorted.map(({ project }) => project);
    const place = ({ project }: TestSpecification) => projects.indexOf(project);
    return sorted.toSorted((a, b) => place(a) - place(b) || this.#rank(a) - this.#rank(b));
  }

  #rank({ moduleId }: TestSpecification): number {
    const rank = LONGEST.indexOf(path.relative(this.ctx.config.root, moduleId).replaceAll(path.sep, '/'));
    return rank < 0 ? LONGEST.length : rank;
  }
}
