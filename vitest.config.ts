import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/longest-first.js';

const testsIn = (folder: string) => `${folder}/**/*.test.ts`;

/** Suites that run what ships: they need the bundles in dist/. */
const ON_BUNDLES = [
  'test/architecture/{bundles,licences}.test.ts',
  ...['browser', 'cli', 'clusters', 'experiments', 'lsp', 'runs', 'webview'].map((name) => testsIn(`test/${name}`)),
];
/** Tests of how much memory their process takes: they share it with no others. */
const ALONE = ['test/engine/memory.test.ts', 'test/experiments/memory.test.ts'];
/** Suites that drive a real VS Code: they need the packaged extension and the workbench as well. */
const ON_WORKBENCH = [testsIn('test/workbench')];

/**
 * What starts processes of its own, or drives a VS Code in a browser, is tried a second time before it fails: a machine that
 * does much else may hold up any of them. The report names every test that needed it (`retry x1`); each is a fault to be found.
 */
const AGAIN = 1;

/**
 * Simulations make much garbage that dies young: with V8's own 16 MB they take a twentieth longer. With one
 * thread to collect it instead of several, they take 7 % less processor time, as all cores are busy.
 */
const COLLECTION = ['--max-semi-space-size=64', '--single-threaded-gc'];

export default defineConfig({
  // Only an editor has it.
  resolve: { alias: { vscode: fileURLToPath(new URL('test/client/vscode.ts', import.meta.url)) } },
  test: {
    reporters: ['default', './test/final-count.ts'],
    // A third of what the suites on bundles take they wait for processes of theirs: three of them keep two cores busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'sources',
          include: ['test/**/*.test.ts'],
          exclude: [...ON_BUNDLES, ...ON_WORKBENCH, ...ALONE],
          // Half of what these files would take is to load the program once more.
          isolate: false,
          execArgv: COLLECTION,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'bundles',
          retry: AGAIN,
          include: ON_BUNDLES,
          exclude: ALONE,
          globalSetup: './test/with-bundles.ts',
          // As above.
          isolate: false,
          execArgv: COLLECTION,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'memory',
          include: ALONE,
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'workbench',
          retry: AGAIN,
          include: ON_WORKBENCH,
          globalSetup: './test/with-workbench.ts',
          // As above.
          isolate: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 30_000, interval: 100 } },
          // A window keeps more than a core busy while it loads.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
