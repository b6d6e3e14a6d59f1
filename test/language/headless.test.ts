import { describe, expect, it } from 'vitest';
import { LARGEST_SCENARIO_FILE } from '../../language/index.js';
import { uriIn } from './memory-files.js';
import { languageOf } from './shared-language.js';

const NET = 'topology Net { nodes: 8 }\n';
const RUN = `${NET}scenario Run { topology: Net  duration: 1h }\n`;

async function diagnosticsOf(files: Record<string, string | Uint8Array>, name = 'main.twin') {
  const { diagnostics } = await (await languageOf(files)).load(uriIn(name));
  return diagnostics.map(({ code, message }) => [code, message]);
}

describe('files that are not scenario files get one clear message', () => {
  it('a file that does not exist', async () => {
    expect(await diagnosticsOf({})).toEqual([['file/missing', '"main.twin" cannot be read: there is no such file.']]);
  });

  it('an empty file, and one of blanks and comments', async () => {
    for (const text of ['', ' \n\t\n', '// nothing\n/* at all */']) {
      const found = await diagnosticsOf({ 'main.twin': text });
      expect(found.map(([code]) => code)).toEqual(['file/empty']);
    }
  });

  it('a binary file', async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
    const message = '"main.twin" is not UTF-8 text: line 3 contains a NUL byte, as images and programs do.';
    expect(await diagnosticsOf({ 'main.twin': png })).toEqual([['file/not-text', message]]);
  });

  it('a text in another encoding', async () => {
    const latin = Uint8Array.of(0x2f, 0x2f, 0x0a, 0x2f, 0x2f, 0x20, 0xe4, 0x0a);
    const message = '"main.twin" is not UTF-8 text: line 2 contains the byte 0xE4. Save it as UTF-8.';
    expect(await diagnosticsOf({ 'main.twin': latin })).toEqual([['file/not-text', message]]);
    const windows = Uint8Array.of(0xff, 0xfe, 0x2f, 0x00, 0x2f, 0x00);
    const utf16 = '"main.twin" is not UTF-8 text: it is UTF-16 text. Save it as UTF-8.';
    expect(await diagnosticsOf({ 'main.twin': windows })).toEqual([['file/not-text', utf16]]);
  });

  it('a file of 10 MB', async () => {
    const found = await diagnosticsOf({ 'main.twin': '// much\n'.repeat(1_250_000) });
    expect(found).toEqual([
      ['file/too-large', `"main.twin" has 10.0 MB; scenario files may have up to ${LARGEST_SCENARIO_FILE / 1e6} MB.`],
    ]);
  });

  it('a byte order mark and the line ends of Windows are accepted', async () => {
    expect(await diagnosticsOf({ 'main.twin': `\ufeff${RUN.replaceAll('\n', '\r\n')}` })).toEqual([]);
  });

  it('a missing import or data file is reported with the most similar name in its folder', async () => {
    const text = 'import "baselin.twin"\ntopology Net { nodes: 8  latency: matrix "pigns.csv" }';
    const found = await diagnosticsOf({ 'main.twin': text, 'baseline.twin': NET, 'pings.csv': '' });
    expect(found.map(([code, message]) => [code, message.replace(/^.*\. /, '')])).toEqual([
      ['import/missing', 'Did you mean `baseline.twin`?'],
      ['data/missing', 'Did you mean `pings.csv`?'],
    ]);
  });

  it('an import that is not text is reported at the import', async () => {
    const found = await diagnosticsOf({ 'main.twin': `import "a.twin"\n${RUN}`, 'a.twin': Uint8Array.of(0, 1, 2) });
    expect(found).toEqual([
      ['import/broken', '"a.twin" is not UTF-8 text: line 1 contains a NUL byte, as images and programs do.'],
    ]);
  });

  it('an import of a folder, or of a file that is too large, says so', async () => {
    const files = { 'main.twin': `import "parts"\nimport "much.twin"\n${RUN}`, 'parts/a.twin': NET };
    expect(await diagnosticsOf({ ...files, 'much.twin': ' '.repeat(3_000_000) })).toEqual([
      ['import/broken', '"parts" is a folder: name a file in it.'],
      ['import/broken', '"much.twin" has 3.0 MB; scenario files may have up to 2 MB.'],
    ]);
  });

  it('the requested file is read as scenario text whatever its name', async () => {
    for (const name of ['main.txt', 'MAIN.TWIN', 'main', 'main.csv'])
      expect(await diagnosticsOf({ [name]: RUN }, name)).toEqual([]);
  });
});

describe('the scenario that is run', () => {
  const two = `${RUN}scenario Other extends Run { seed: 2 }`;

  async function lowered(text: string, name?: string) {
    const own = await languageOf({ 'main.twin': text });
    const result = own.lower(await own.load(uriIn('main.twin')), name);
    return result.ok ? result.scenario.name : result.diagnostics.map((diagnostic) => diagnostic.message);
  }

  it('is the only one if no name is given', async () => {
    expect(await lowered(RUN)).toBe('Run');
  });

  it('is named where there are several', async () => {
    expect(await lowered(two, 'Other')).toBe('Other');
    expect(await lowered(two)).toEqual(['"main.twin" declares several scenarios; name one of `Run` or `Other`.']);
  });

  it('a missing name is reported with the most similar one', async () => {
    expect(await lowered(two, 'Ohter')).toEqual(['"main.twin" declares no scenario `Ohter`. Did you mean `Other`?']);
  });

  it('does not exist in a file without scenarios', async () => {
    expect(await lowered(NET)).toEqual(['"main.twin" declares no scenario to run.']);
  });

  it('is not run while what it needs has errors', async () => {
    expect(
      await lowered(`${RUN.replace('duration', 'management.interval: A  duration')}\ndistribution A = 3 furlongs`),
    ).toHaveLength(1);
    expect(await lowered(`${RUN}\ndistribution A = 3 furlongs`)).toBe('Run');
  });
});

describe('the contents of a file', () => {
  it('scenarios come with their documentation', async () => {
    const own = await languageOf({
      'main.twin': `${NET}/** A day. */\nscenario Run { topology: Net  duration: 24h }`,
    });
    const { scenarios } = await own.load(uriIn('main.twin'));
    expect(scenarios).toMatchObject([{ name: 'Run', documentation: 'A day.' }]);
  });

  it('texts of the file and its imports are included, for showing lines', async () => {
    const own = await languageOf({ 'main.twin': 'import "net.twin"\n', 'net.twin': NET });
    const { texts } = await own.load(uriIn('main.twin'));
    expect([...texts.keys()]).toEqual([uriIn('main.twin').toString(), uriIn('net.twin').toString()]);
  });

  it('a text in memory replaces the file, even after changes', async () => {
    const own = await languageOf({ 'main.twin': '' });
    expect((await own.loadText(uriIn('main.twin'), RUN)).diagnostics).toEqual([]);
    expect((await own.loadText(uriIn('main.twin'), `${RUN}scenario B extends Run { }`)).scenarios).toHaveLength(2);
  });

  it('suggestions for quick fixes are in the data', async () => {
    const own = await languageOf({ 'main.twin': `${NET}scenario A { topology: Nett  duration: 1h }` });
    const { diagnostics } = await own.load(uriIn('main.twin'));
    expect(diagnostics[0].data).toMatchObject({ code: 'name/unknown', suggestions: ['Net'] });
  });
});
