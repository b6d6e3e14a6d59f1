import type { Reporter, TestModule } from 'vitest/node';

/**
 * Prints one plain line as the very last of a run: `12 passed, 0 failed`, with `, 1 skipped` where any were. A file
 * that could not be loaded, and an error outside any test, count as one failure each: a run must not look green
 * because its tests never started.
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
    process.once('exit', () => process.stdout.write(`\n${line}\n`));
  }
}
