import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { conform, parseJson, readJson, sealed, unsealed } from '../../server/runs/stored-json.js';
import { temporaryFolders } from './temporary-folder.js';

const temporary = temporaryFolders();

describe('untrusted JSON', () => {
  it('is refused if it is nested too deeply for a stack, before it is parsed', () => {
    expect(() => parseJson('['.repeat(50_000_000))).toThrow('is nested more than 500 deep');
    expect(parseJson(`${'['.repeat(400)}${']'.repeat(400)}`)).toBeInstanceOf(Array);
  });

  it('is refused if it has more parts than fit into memory', () => {
    expect(() => parseJson(`[${'{},'.repeat(6_000_000)}0]`)).toThrow('more parts');
  });

  it('counts no brackets in text', () => {
    const text = `${'['.repeat(2000)}\\"\\\\`;
    expect(parseJson(`["${text}", {}]`)).toEqual([`${'['.repeat(2000)}"\\`, {}]);
  });

  it('is refused if it is larger than any file of Twinchain', async () => {
    const path = join(await temporary(), 'large.json');
    await writeFile(path, '');
    execFileSync('truncate', ['-s', '300M', path]);
    await expect(readJson(path)).rejects.toThrow('has 315 MB; no more than 256 MB are read');
  });

  it('is not read from a folder, nor from a pipe without a writer', async () => {
    const folder = await temporary();
    await mkdir(join(folder, 'a.json'));
    await expect(readJson(join(folder, 'a.json'))).rejects.toThrow('it is a folder');
    execFileSync('mkfifo', [join(folder, 'b.json')]);
    await expect(readJson(join(folder, 'b.json'))).rejects.toThrow('it is not a regular file');
  });
});

describe('a sealed file', () => {
  const content = { name: 'Baseline', sizes: [1, 2.5], pinned: undefined };

  it('gives its content back, whatever the order of its keys', () => {
    const { checksum, ...rest } = sealed(content);
    expect(unsealed(JSON.parse(JSON.stringify({ checksum, ...rest })))).toEqual({ name: 'Baseline', sizes: [1, 2.5] });
  });

  it.each([
    ['another value', { ...sealed(content), name: 'baseline' }],
    ['a property more', { ...sealed(content), extra: 1 }],
    ['no seal', content],
    ['a number that JSON cannot hold', { ...sealed(content), sizes: [Number.POSITIVE_INFINITY] }],
    ['nothing', null],
  ])('is refused with %s', (_, changed) => {
    expect(() => unsealed(changed)).toThrow(/checksum|invalid number/);
  });
});

describe('data that does not fit', () => {
  const schema = v.strictObject({ list: v.array(v.strictObject({ seed: v.pipe(v.number(), v.safeInteger()) })) });

  it.each([
    [{ list: [{ seed: 1 }, { seed: 'x'.repeat(100) }] }, '`list.1.seed`: number was expected, not "xxx'],
    [{ list: [{ seed: 0.5 }] }, '`list.0.seed`: a whole number was expected, not 0.5'],
    [{ list: [], more: 1 }, '`more`: nothing was expected, not "more"'],
  ])('is told with its place: %j', (value, message) => {
    expect(() => conform(schema, value)).toThrow(message);
  });
});
