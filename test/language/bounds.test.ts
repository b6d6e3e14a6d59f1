import { describe, expect, it } from 'vitest';
import { formatText } from '../../language/formatting/format.js';
import { Language } from '../../language/index.js';
import { MemoryFiles, uriIn, WORKSPACE } from './memory-files.js';
import { languageOf } from './shared-language.js';

/** Diagnostics of a text without their places. */
async function problemsOf(text: string): Promise<string[]> {
  const language = await languageOf({});
  const { diagnostics } = await language.loadText(uriIn('main.twin'), text);
  return diagnostics.map(({ code, range }) => `${code} in line ${range.start.line + 1}`);
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

const BASE = 'topology T { nodes: 4 }\nscenario S0 { topology: T  duration: 1min }\n';

/**
 * Time that checking one of these texts may take on a busy machine, ms. Without limits on nesting and size it would
 * take far longer.
 */
const SOON = 600_000;

describe('small texts that would take very long are checked fast', () => {
  it('mixtures of mixtures, whose components multiply', { timeout: SOON }, async () => {
    const nested = lines(40, (k) =>
      k === 0 ? 'distribution D0 = 1s' : `distribution D${k} = mixture(0.5: D${k - 1}, 0.5: D${k - 1})`,
    );
    // Level 9 has 512 components, level 10 has 1024. Levels above it report nothing of their own.
    expect(await problemsOf(nested)).toEqual(['distribution/too-large in line 11']);
  });

  it('distributions that are defined one by the other', { timeout: SOON }, async () => {
    const chain = lines(600, (k) => `distribution D${k} = ${k === 0 ? '1s' : `D${k - 1}`}`);
    expect(await problemsOf(chain)).toEqual(['distribution/too-deep in line 102']);
  });

  it('a chain of a hundred names is allowed, even in reverse order', async () => {
    const chain = lines(101, (k) => `distribution D${k} = ${k === 100 ? '1s' : `D${k + 1}`}`);
    expect(await problemsOf(`${BASE}scenario S extends S0 { management.interval: D0 }\n${chain}`)).toEqual([]);
  });

  it('scenarios that extend one another', { timeout: SOON }, async () => {
    const chain = lines(400, (k) => `scenario S${k + 1} extends S${k} { }`);
    expect(await problemsOf(BASE + chain)).toEqual(['scenario/too-deep in line 103']);
  });

  it('experiments that extend one another', { timeout: SOON }, async () => {
    const chain = lines(400, (k) => `experiment E${k + 1} extends E${k} { vary seed over [${k}, ${k + 1}] }`);
    const first = 'experiment E0 { scenario: S0  replications: 2 }\n';
    expect(await problemsOf(BASE + first + chain)).toEqual(['experiment/too-deep in line 104']);
  });

  it('a cycle that is longer than the longest allowed chain', { timeout: SOON }, async () => {
    const cycle = (count: number, line: (from: number, to: number) => string) =>
      lines(count, (k) => line(k, (k + 1) % count));
    const scenarios = cycle(300, (from, to) => `scenario C${from} extends C${to} { }`);
    const distributions = cycle(300, (from, to) => `distribution D${from} = D${to}`);
    const codes = (await problemsOf(`${scenarios}\n${distributions}`)).map((problem) => problem.split(' ')[0]);
    expect(codes.filter((code) => code === 'scenario/cycle')).toHaveLength(300);
    expect(codes.filter((code) => code === 'distribution/cycle')).toHaveLength(300);
    expect(codes).toHaveLength(600);
  });

  it('a line of unknown characters', { timeout: SOON }, async () => {
    expect(await problemsOf('§ '.repeat(20_000))).toHaveLength(20_000);
  });

  it('comments that are opened again and again and never closed', { timeout: SOON }, async () => {
    expect(await problemsOf('/* '.repeat(200_000))).toEqual(['syntax/unclosed-comment in line 1']);
    expect(await problemsOf(`${BASE}/*/`)).toEqual(['syntax/unclosed-comment in line 3']);
  });

  it('too deep nesting of any kind', { timeout: SOON }, async () => {
    const condition = (text: string) => `${BASE}scenario S extends S0 { expect "x" ${text} }`;
    const texts = [
      `distribution A = ${'-'.repeat(500)}1s`,
      `distribution A = ${'-('.repeat(500)}1s${')'.repeat(500)}`,
      `distribution A = ${'normal('.repeat(3000)}1s${')'.repeat(3000)}`,
      `distribution A = ${'f(k: g('.repeat(1500)}1s${'))'.repeat(1500)}`,
      condition(`${'not '.repeat(1000)}primary.blocks > 1`),
      condition(`${'not ('.repeat(1000)}primary.blocks > 1${')'.repeat(1000)}`),
      `experiment E { vary a over ${'['.repeat(3000)}1${']'.repeat(3000)} }`,
      `scenario S ${'{ a '.repeat(3000)}`,
    ];
    for (const text of texts) {
      const found = await problemsOf(text);
      expect(found, text.slice(0, 60)).toEqual([expect.stringMatching(/^syntax\/too-deep in line \d+$/)]);
    }
  });

  it('as deep as is allowed, with an error in the middle', async () => {
    for (const opener of ['normal(', 'f(k: ', '1s + (', '-(', '[', 'mixture(1: ']) {
      const levels = opener === '-(' ? 8 : 16;
      const found = await problemsOf(`distribution A = ${opener.repeat(levels)}+`);
      expect(found.length, opener).toBeGreaterThan(0);
      for (const problem of found) expect(problem, opener).toMatch(/^syntax\/(unexpected|missing)/);
    }
  });

  it('files that import one another, in a chain and in a cycle', { timeout: SOON }, async () => {
    const names = Array.from({ length: 500 }, (_, index) => `f${index}.twin`);
    const load = async (next: (index: number) => string | undefined) => {
      const texts = names.map((_, index) => {
        const name = next(index);
        return `${name ? `import "${name}"\n` : ''}distribution D${index} = ${index === 0 ? `D${names.length - 1}` : '1s'}`;
      });
      const files = new MemoryFiles(Object.fromEntries(names.map((name, index) => [name, texts[index]])));
      return (await new Language({ files, roots: [WORKSPACE] }).load(uriIn(names[0]))).diagnostics;
    };
    expect(await load((index) => names[index + 1])).toEqual([]);
    const cycle = await load((index) => names[(index + 1) % names.length]);
    expect(cycle).toHaveLength(names.length);
    expect(cycle[0]).toMatchObject({
      code: 'import/cycle',
      message: 'Circular import: this one leads back to this file through many others.',
    });
  });

  it('thousands of files that declare something and import one another in a cycle', { timeout: SOON }, async () => {
    const count = 2000;
    const text = (index: number) =>
      `import "f${(index + 1) % count}.twin"\npolicy P${index} { propose current }\ndistribution D${index} = 1s`;
    const files = new MemoryFiles(
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}.twin`, text(index)])),
    );
    const { diagnostics } = await new Language({ files, roots: [WORKSPACE] }).load(uriIn('f0.twin'));
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['import/cycle']));
    expect(diagnostics).toHaveLength(count);
  });

  it('ten thousand declarations on one line, laid out', { timeout: SOON }, async () => {
    const line = Array.from({ length: 10_000 }, (_, index) => `distribution D${index} = 1s`);
    const result = await formatText(line.join('   '));
    expect('text' in result && result.text.split('\n')).toHaveLength(line.length + 1);
  });

  it('files that list more links, or more pairs of places, than a topology may have', { timeout: SOON }, async () => {
    const pairs = lines(250_001, (index) => `${index % 500},${Math.floor(index / 500)}`);
    const files = new MemoryFiles({
      'links.csv': `from,to\n${pairs}`,
      'pings.csv': `from,to,ms\n${pairs.replaceAll('\n', ',1\n')},1`,
      'wide.csv': `place,${lines(501, String).replaceAll('\n', ',')}\n${lines(500, (row) => `${row}${',2'.repeat(501)}`)}`,
    });
    const told = async (property: string) => {
      const language = new Language({ files, roots: [WORKSPACE] });
      const { diagnostics } = await language.loadText(uriIn('main.twin'), `topology T { nodes: 600  ${property} }`);
      return diagnostics.map(({ code, message }) => `${code}: ${message}`);
    };
    const refused = (name: string, what: string) => [
      `data/unreadable: "${name}" lists more than 250,000 ${what}; up to that many are read.`,
    ];
    expect(await told('peers: edges "links.csv"')).toEqual(refused('links.csv', 'links'));
    expect(await told('latency: matrix "pings.csv"')).toEqual(refused('pings.csv', 'pairs'));
    expect(await told('latency: matrix "wide.csv"')).toEqual(refused('wide.csv', 'pairs'));
  });
});
