import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noticesText } from '../../server/packaging/notices.js';
import { shippedFiles } from '../../server/packaging/shipped-files.js';
import {
  type Metafile,
  packageFolders,
  readPackage,
  type ShippedPackage,
} from '../../server/packaging/shipped-packages.js';

const METAFILES = 'dist/metafiles';

describe('the third-party code that ships', () => {
  let packages: ShippedPackage[];

  beforeAll(() => {
    const metafiles = readdirSync(METAFILES).map(
      (name) => JSON.parse(readFileSync(join(METAFILES, name), 'utf8')) as Metafile,
    );
    packages = packageFolders(metafiles, new Set(shippedFiles())).map(readPackage);
  });

  // A new package or licence is a decision: check it, then run this test with `-u`.
  test('is what this list says, each package under an allowed licence', async () => {
    const list = [...new Set(packages.map(({ name, licence }) => `${name}: ${licence}`))].sort();
    await expect(`${list.join('\n')}\n`).toMatchFileSnapshot('shipped-packages.txt');
  });

  test('has its copyright and its terms in the notices', () => {
    const notices = noticesText(packages);
    for (const { name, version, licence, texts } of packages) {
      expect(notices).toContain(`${name} ${version} (${licence})`);
      for (const text of texts) expect(notices).toContain(text);
    }
    expect(notices.split('Copyright (c) 2016-2026 The Stdlib Authors').length).toBeLessThan(10);
  });

  test('excludes packages that are only needed to build or test', () => {
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    // Packages that shipped packages contain, named there for their types or for a test.
    const { packages: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { dev?: boolean }>;
    };
    const isForDevelopment = (name: string) => name in devDependencies && locked[`node_modules/${name}`]?.dev === true;
    expect(packages.map(({ name }) => name).filter(isForDevelopment)).toEqual([]);
  });
});

describe('a package', () => {
  const folder = mkdtempSync(join(os.tmpdir(), 'twinchain-licences-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function packageWith(name: string, licence: string, files: Record<string, string>): string {
    const own = join(folder, name);
    mkdirSync(own);
    writeFileSync(join(own, 'package.json'), JSON.stringify({ name, version: '1.0.0', license: licence }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(own, file), text);
    return own;
  }

  test('under an unknown licence stops the build', () => {
    const own = packageWith('unread', 'GPL-3.0-only', { LICENSE: 'terms' });
    expect(() => readPackage(own)).toThrow('unread 1.0.0 would ship under the licence "GPL-3.0-only"');
  });

  test('without the text of its licence stops the build', () => {
    expect(() => readPackage(packageWith('bare', 'MIT', { 'README.md': '# Bare\n' }))).toThrow('without the text');
  });

  test('may have its licence in its README, and notices beside it', () => {
    const readme = packageWith('readme', 'MIT', { 'README.md': '# R\n\nLICENSE (MIT)\n-------\n\nCopyright 2019\n' });
    expect(readPackage(readme).texts).toEqual(['LICENSE (MIT)\n-------\n\nCopyright 2019']);
    const both = packageWith('both', 'Apache-2.0', { LICENSE: 'terms\r\nmore\n', NOTICE: 'by us\n' });
    expect(readPackage(both).texts).toEqual(['terms\nmore', 'by us']);
  });

  test('ships if a file that ships contains part of it, and not if it was only read', () => {
    const metafile: Metafile = {
      outputs: {
        'dist/a.cjs': {
          inputs: {
            'node_modules/used/x.js': { bytesInOutput: 3 },
            'node_modules/@scope/used/node_modules/inner/x.js': { bytesInOutput: 3 },
            'node_modules/shaken/x.js': { bytesInOutput: 0 },
            'engine/own.ts': { bytesInOutput: 9 },
          },
        },
        'dist/b.cjs': { inputs: { 'node_modules/elsewhere/x.js': { bytesInOutput: 3 } } },
      },
    };
    expect(packageFolders([metafile], new Set(['dist/a.cjs']))).toEqual([
      'node_modules/@scope/used/node_modules/inner',
      'node_modules/used',
    ]);
  });
});
