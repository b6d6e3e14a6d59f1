import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesBelow, importsOf } from './sources.js';

const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

/**
 * Packages that no source imports: commands, types of other packages, and packages that are loaded or read as files.
 */
const NOT_IMPORTED =
  /^@types\/|^(@biomejs\/biome|@duckdb\/duckdb-wasm|@vscode\/vsce|clean-package|dejavu-fonts-ttf|langium-cli|typescript)$/;
/** Imports in texts that tests write to files. */
const IN_TEXTS = /^twinchain$|\.twin$/;
/** Provided by the editor. */
const EDITOR = 'vscode';

const files = ['engine', 'language', 'server', 'client', 'test'].flatMap((folder) => filesBelow(folder, /\.ts$/));
const scripts = [
  ...filesBelow('.', /^(esbuild\.mjs|vitest\.config\.ts)$/),
  ...filesBelow('test', /\.mjs$/),
  'language/grammar/object-group-by.mjs',
];
const imports = [...files, ...scripts]
  .flatMap((file) => importsOf(file))
  .filter(({ kind, to }) => kind === 'package' && !IN_TEXTS.test(to));

/** The package with the types of this package. */
const typesOf = (name: string) => `@types/${name.replace(/^@(.*)\//, '$1__')}`;

describe('packages from npm', () => {
  test('are declared where they are imported, even if only for their types', () => {
    const declared = { ...dependencies, ...devDependencies };
    const undeclared = imports.filter(
      ({ to, typeOnly }) => to !== EDITOR && !(to in declared) && !(typeOnly && typesOf(to) in declared),
    );
    expect(undeclared.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test('are imported where they are declared', () => {
    const used = new Set(imports.map(({ to }) => to));
    const unused = [...Object.keys(dependencies), ...Object.keys(devDependencies)].filter(
      (name) => !used.has(name) && !NOT_IMPORTED.test(name),
    );
    expect(unused).toEqual([]);
  });

  test('have types only for packages in use', () => {
    const used = new Set(imports.map(({ to }) => typesOf(to)));
    const types = Object.keys(devDependencies).filter((name) => name.startsWith('@types/') && !used.has(name));
    // Types of what exists without an import: Node, the panel page of the editor, and types that other types need.
    expect(types).toEqual(['@types/geojson', '@types/node', '@types/vscode-webview']);
  });

  test('are among the development dependencies if only tests import them', () => {
    const shipped = new Set(imports.filter(({ from }) => !from.startsWith('test/')).map(({ to }) => to));
    expect(Object.keys(dependencies).filter((name) => !shipped.has(name))).toEqual([]);
  });

  test('are pinned', () => {
    const versions = Object.entries({ ...dependencies, ...devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
