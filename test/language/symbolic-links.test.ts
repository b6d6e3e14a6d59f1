import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { URI } from 'langium';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNodeLanguage } from '../../language/node.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinchain-links-'));
  mkdirSync(join(folder, 'workspace'));
  writeFileSync(join(folder, 'secret.csv'), 'from,to,ms\nParis,Rome,9\n');
  writeFileSync(join(folder, 'secret.twin'), 'distribution D = constant(1s)\n');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function codesOf(text: string): Promise<string[]> {
  const language = createNodeLanguage(join(folder, 'workspace'));
  const file = join(folder, 'workspace', 'main.twin');
  writeFileSync(file, text);
  return (await language.load(URI.file(file))).diagnostics.map(({ code }) => code);
}

test('a link that leads outside the workspace is refused, for data and for imports', async () => {
  symlinkSync(join(folder, 'secret.csv'), join(folder, 'workspace', 'pings.csv'));
  symlinkSync(join(folder, 'secret.twin'), join(folder, 'workspace', 'other.twin'));
  const codes = await codesOf('import "other.twin"\ntopology T { nodes: 4 latency: matrix "pings.csv" }\n');
  expect(codes).toEqual(expect.arrayContaining(['import/outside', 'data/outside']));
});

test('a link within the workspace is followed, even where a link leads to the workspace', async () => {
  writeFileSync(join(folder, 'workspace', 'real.csv'), 'from,to,ms\nParis,Rome,9\n');
  symlinkSync(join(folder, 'workspace', 'real.csv'), join(folder, 'workspace', 'pings.csv'));
  const text = 'topology T { nodes: 4 latency: matrix "pings.csv" }\n';
  expect(await codesOf(text)).not.toContain('data/outside');
  symlinkSync(join(folder, 'workspace'), join(folder, 'shortcut'));
  const language = createNodeLanguage(join(folder, 'shortcut'));
  const loaded = await language.load(URI.file(join(folder, 'shortcut', 'main.twin')));
  expect(loaded.diagnostics.map(({ code }) => code)).not.toContain('data/outside');
});
