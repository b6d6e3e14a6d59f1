import path from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

const SLOWEST = 10;

/**
 * Prints the slowest files and one plain line as the very last of a run: `12 passed, 0 failed`, with `, 1 skipped`
 * where any were. A file that could not be loaded, and an error outside any test, count as one failure each: a run must
 * not look green because its tests never started.
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

/** The files that took longest, the slowest first, a line each. */
export function slowestFiles(files: readonly TimedFile[]): string {
  const slowest = files.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST);
  const lines = slowest.map(({ file, milliseconds }) => `${(milliseconds / 1000).toFixed(1).padStart(8)} s  ${file}`);
  const title = files.length > SLOWEST ? `The ${SLOWEST} slowest of ${files.length} files:` : 'Files by time:';
  return [title, ...lines].join('\n');
}
