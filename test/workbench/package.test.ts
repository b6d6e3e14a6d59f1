import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { MANIFEST } from '../client/manifest.js';

const { contributes } = MANIFEST;
const NOTICES = 'dist/THIRD_PARTY_NOTICES.txt';
const README = readFileSync('client/README.md', 'utf8');

describe('the contributions of the extension to VS Code', () => {
  test('include fewer than a dozen settings, all described in its README', () => {
    const settings = Object.keys(contributes.configuration.properties);
    expect(settings.length).toBeLessThan(12);
    expect(settings.filter((name) => !README.includes(`\`${name}\``))).toEqual([]);
  });

  test('include commands, all described in its README except those of menus', () => {
    const titles = contributes.commands.filter(({ category }) => category === 'Twinchain').map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(10);
    expect(titles.filter((title) => !README.includes(title))).toEqual([]);
  });
});

describe('the packaged extension', () => {
  test('is one file below 2.7 MB', () => {
    expect(statSync('dist/twinchain.vsix').size).toBeLessThan(2_700_000);
  });

  test('holds what it needs to run, and no source, test or package', () => {
    const { extension } = inject('workbench');
    const files = readdirSync(extension, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(extension, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
    const needed = [
      'extension.cjs',
      'language-client.cjs',
      'server.cjs',
      'simulations.cjs',
      'worker.cjs',
      'language-commands.cjs',
      'cell-worker.cjs',
      'table-worker.cjs',
      'signatures.cjs',
      'paper-worker.cjs',
      'webview.js',
      'webview.css',
      'cli.cjs',
    ].map((name) => `dist/${name}`);
    const pictures = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg));
    expect(pictures).toHaveLength(4);
    expect(files).toEqual(expect.arrayContaining(pictures));
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'package.nls.json',
        'l10n/bundle.l10n.json',
        // Under the names that vsce gives them.
        'LICENSE.txt',
        'changelog.md',
        'readme.md',
        NOTICES,
        ...needed,
      ]),
    );
    expect(readFileSync(path.join(extension, NOTICES), 'utf8')).toContain('langium');
    expect(files.filter((file) => /node_modules|\.ts$|\.map$|^test|^engine|studio/.test(file))).toEqual([]);
  });
});
