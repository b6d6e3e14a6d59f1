import path from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

const SLOWEST = 10;

/**
 * Prints the slowest files and, as the last line of a run, `12 passed, 0 failed`, with `, 1 skipped` if there are any.
 * A file that could not be loaded and an error outside all tests count as one failure each, so that a run whose tests
 * never started is not taken for a success.
 */
export default class FinalCount implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    for (const module of modules) {
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed++;
        else if (state === 'failed') failed++;
        else skipped++;
      }
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
    }
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    process.once('exit', () => process.stdout.write(`\n${slowestFiles(modules.map(timed))}\n\n${line}\n`));
  }
}

function timed(module: TestModule): TimedFile {
  const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } = module.diagnostic();
  return {
    file: path.relative(module.project.config.root, module.moduleId),
    milliseconds: environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration,
  };
}

/** A test file with its wall-clock time, loading included. */
export interface TimedFile {
  file: string;
  milliseconds: number;
}

/** The slowest files in descending order, one per line. */
export function slowestFiles(files: readonly TimedFile[]): string {
  const slowest = files.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST);
  const lines = slowest.map(({ file, milliseconds }) => `${(milliseconds / 1000).toFixed(1).padStart(8)} s  ${file}`);
  const title = files.length > SLOWEST ? `The ${SLOWEST} slowest of ${files.length} files:` : 'Files by time:';
  return [title, ...lines].join('\n');
}
