// Builds everything that ships, into dist/. `node esbuild.mjs` builds all of it, `node esbuild.mjs cli worker` only
// the named parts. Node bundles are CommonJS: VS Code loads extensions that way, and one format serves all of them.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const shared = {
  bundle: true,
  minify: true,
  sourcemap: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

const nodeBundle = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // Packages that ship both forms are bundled in their ES form, which esbuild can shake.
  mainFields: ['module', 'main'],
  // CommonJS has no import.meta.url, which is how sources find the files beside them (the worker, the package).
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
};

/** What a bundle loads from the bundle beside it when it is needed, instead of holding a copy. */
const beside = (module, bundle) => ({
  name: `${module} beside`,
  setup: ({ onResolve }) => {
    onResolve({ filter: new RegExp(`/${module}\\.js$`) }, () => ({ path: bundle, external: true }));
  },
});

/** Commander starts a program for a subcommand that is a file. None of ours is, and what starts programs takes long to load. */
const noPrograms = {
  name: 'commander starts nothing',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'nothing', namespace: 'nothing' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: '' }));
  },
};
const languageBeside = {
  plugins: [beside('language-commands', './language-commands.cjs'), noPrograms],
  // By `require`: to import a CommonJS file, Node reads it twice.
  supported: { 'dynamic-import': false },
};

/** What talks to the language server is two thirds of the extension, which need not wait for it. */
const clientBeside = {
  plugins: [beside('language-client', './language-client.cjs')],
  supported: { 'dynamic-import': false },
};

/** Both kinds of thread that simulate take the library that signs from one file: it is half of what they are. */
const signaturesBeside = { plugins: [beside('signatures', './signatures.cjs')] };

const browserBundle = { ...shared, platform: 'browser', format: 'iife', target: 'es2022' };

/** What is built: name → esbuild options. The names are those that the command line of this file takes. */
export const BUNDLES = {
  cli: {
    ...nodeBundle,
    ...languageBeside,
    entryPoints: ['server/cli/main.ts'],
    outfile: 'dist/cli.cjs',
    banner: executable(nodeBundle),
  },
  'language-commands': {
    ...nodeBundle,
    entryPoints: ['server/cli/language-commands.ts'],
    outfile: 'dist/language-commands.cjs',
    // Where Node.js makes a snapshot of it, there is no module.
    banner: { js: `var module = typeof module === 'undefined' ? { exports: {} } : module;${nodeBundle.banner.js}` },
  },
  signatures: {
    ...nodeBundle,
    entryPoints: ['engine/management/signatures.ts'],
    outfile: 'dist/signatures.cjs',
  },
  worker: {
    ...nodeBundle,
    ...signaturesBeside,
    entryPoints: ['server/runs/worker.ts'],
    outfile: 'dist/worker.cjs',
  },
  'table-worker': {
    ...nodeBundle,
    entryPoints: ['server/experiments/table-worker.ts'],
    outfile: 'dist/table-worker.cjs',
  },
  'cell-worker': {
    ...nodeBundle,
    ...signaturesBeside,
    entryPoints: ['server/experiments/cell-worker.ts'],
    outfile: 'dist/cell-worker.cjs',
  },
  'paper-worker': {
    ...nodeBundle,
    entryPoints: ['server/paper/paper-worker.ts'],
    outfile: 'dist/paper-worker.cjs',
  },
  simulations: { ...nodeBundle, entryPoints: ['server/simulations/main.ts'], outfile: 'dist/simulations.cjs' },
  engine: { ...nodeBundle, entryPoints: ['engine/index.ts'], outfile: 'dist/engine.cjs' },
  language: { ...nodeBundle, entryPoints: ['language/library.ts'], outfile: 'dist/language.cjs' },
  server: { ...nodeBundle, entryPoints: ['server/lsp/main.ts'], outfile: 'dist/server.cjs' },
  extension: {
    ...nodeBundle,
    ...clientBeside,
    entryPoints: ['client/extension.ts'],
    outfile: 'dist/extension.cjs',
    external: ['vscode'],
  },
  'language-client': {
    ...nodeBundle,
    entryPoints: ['client/language-client.ts'],
    outfile: 'dist/language-client.cjs',
    external: ['vscode'],
  },
  webview: { ...browserBundle, entryPoints: ['client/webview/main.ts'], outfile: 'dist/webview.js' },
  documentation: { ...nodeBundle, entryPoints: ['server/documentation/main.ts'], outfile: 'dist/documentation.cjs' },
  packaging: { ...nodeBundle, entryPoints: ['server/packaging/main.ts'], outfile: 'dist/packaging.cjs' },
  paper: {
    ...nodeBundle,
    entryPoints: ['server/paper/main.ts'],
    outfile: 'dist/paper.mjs',
    format: 'esm',
    packages: 'external',
    define: {},
    banner: {},
  },
  twins: {
    ...nodeBundle,
    entryPoints: ['server/foresight/main.ts'],
    outfile: 'dist/twins.mjs',
    format: 'esm',
    packages: 'external',
    define: {},
    banner: {},
  },
  robustness: {
    ...nodeBundle,
    entryPoints: ['server/robustness/main.ts'],
    outfile: 'dist/robustness.mjs',
    format: 'esm',
    packages: 'external',
    define: {},
    banner: {},
  },
  // Readable: the benchmark tells from a profile which module took how long.
  bench: {
    ...nodeBundle,
    minify: false,
    entryPoints: ['test/bench/main.ts'],
    outfile: 'dist/client/bench.cjs',
    external: ['playwright-core'],
  },
  fuzz: {
    ...nodeBundle,
    entryPoints: ['test/fuzz/main.ts'],
    outfile: 'dist/fuzz.mjs',
    format: 'esm',
    packages: 'external',
    define: {},
    banner: {},
  },
  studio: {
    ...nodeBundle,
    entryPoints: ['client/studio/main.ts'],
    outfile: 'dist/client/studio.cjs',
    packages: 'external',
  },
  screenshots: {
    ...nodeBundle,
    entryPoints: ['test/workbench/screenshots.ts'],
    outfile: 'dist/client/screenshots.cjs',
    packages: 'external',
  },
};

function executable(options) {
  return { js: `#!/usr/bin/env node\n${options.banner.js}` };
}

/**
 * Builds the named bundles, all of them where no name is given. Beside them, dist/metafiles/ says what went into each.
 * @throws Error where a name is unknown or a bundle does not build
 */
export async function buildBundles(names = Object.keys(BUNDLES)) {
  await mkdir('dist/metafiles', { recursive: true });
  await Promise.all(
    names.map(async (name) => {
      const options = BUNDLES[name];
      if (!options) throw new Error(`There is no bundle '${name}'. There are: ${Object.keys(BUNDLES).join(', ')}.`);
      const { metafile } = await build(options);
      await writeFile(`dist/metafiles/${name}.json`, JSON.stringify(metafile));
    }),
  );
  if (names.includes('language-commands')) await makeLanguageSnapshot(BUNDLES['language-commands'].outfile);
}

/** For this Node.js alone: what is packed and goes to others holds none (docs/performance.md, "Starting"). */
async function makeLanguageSnapshot(bundle) {
  const examples = await readdir('examples');
  const texts = examples.filter((name) => name.endsWith('.twin')).map((name) => `examples/${name}`);
  const { makeSnapshot } = createRequire(import.meta.url)(`./${bundle}`);
  if (!makeSnapshot(resolve(bundle), texts))
    console.warn('There is no snapshot of the language: commands start slower.');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = process.argv.slice(2);
  await buildBundles(names.length > 0 ? names : undefined).catch((error) => {
    // esbuild has printed its own messages already.
    if (!error.errors) console.error(error.message);
    process.exitCode = 1;
  });
}
