import { statSync } from 'node:fs';
import { listFiles, PackageManager } from '@vscode/vsce';
import { describe, expect, test } from 'vitest';

describe('the packaged extension', () => {
  test('is one file below 2 MB', () => {
    expect(statSync('dist/twinchain.vsix').size).toBeLessThan(2_000_000);
  });

  test('holds what it needs to run, and no source, test or package', async () => {
    const files = await listFiles({ packageManager: PackageManager.None });
    const needed = ['extension.cjs', 'server.cjs', 'worker.cjs', 'webview.js', 'webview.css'].map(
      (name) => `dist/${name}`,
    );
    expect(files).toEqual(expect.arrayContaining(['package.json', 'LICENSE', 'CHANGELOG.md', ...needed]));
    expect(files.filter((file) => /node_modules|\.ts$|\.map$|^test|^engine|studio/.test(file))).toEqual([]);
  });
});
