import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.js';
import { playground, type Said, shell } from './run-command-line.js';

/**
 * Escape sequences that clear the screen, set the window title, hide, overwrite or reverse text, and characters that
 * end other formats.
 */
const HOSTILE =
  "\u001b[2J\u001b]0;owned\u0007\u001b[8m\u009b2J\\r\\n\u202e=1+1 </script><img src=x onerror=hacked=1>&'";

const TWIN = `topology Net { nodes: 4  peers: full }
/** ![seen](https://evil.example/seen.png) */
scenario S {
    topology: Net
    duration: 20s
    management { nodes: 4  interval: 5s }
    expect "${HOSTILE}" mean(primary.throughput) > 1000000tx/s
}
experiment E {
    scenario: S
    vary primary.roundTimeout over [5s, 10s]
    replications: 2
    expect "again ${HOSTILE}" rising(mean(primary.throughput))
}
`;

/** A folder whose name attacks the terminal when it is printed. */
const FOLDER = 'in \u001b[2J\u001b]0;owned\u0007\u009b2J';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: styles that the command line writes itself
const OWN_STYLES = /\u001b\[(?:[12]|2[127]|3[0-9]|9[0-7])m/g;

const INPUT = join(FOLDER, 'main.twin');
const quote = (path: string) => `'${path}'`;
const SWEEP = quote(`${FOLDER}/sweep`);

describe('a scenario full of control characters and markup', () => {
  let place: Awaited<ReturnType<typeof playground>>;
  let browser: Browser;
  beforeAll(async () => {
    place = await playground();
    await mkdir(join(place.folder, FOLDER));
    await writeFile(join(place.folder, INPUT), TWIN);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await place.remove();
  });

  const COMMANDS = [
    ['check', `check ${quote(INPUT)}`],
    ['format', `format ${quote(INPUT)}`],
    ['run', `run ${quote(INPUT)} S --out ${quote(`${FOLDER}/run`)} --report ${quote(`${FOLDER}/report.html`)}`],
    ['run --json', `run ${quote(INPUT)} S --json`],
    ['sweep', `sweep ${quote(INPUT)} E --out ${SWEEP} --junit ${quote(`${FOLDER}/junit.xml`)} --jobs 1`],
    // What is finished is read and not simulated again.
    ['sweep --json', `sweep ${quote(INPUT)} E --out ${SWEEP} --resume --json`],
    ['sweep again', `sweep ${quote(INPUT)} E --out ${SWEEP}`],
  ] as const;

  const said = new Map<string, Said>();
  test.each(COMMANDS)('does not reach the terminal by `%s`', async (name, command) => {
    const plain = await shell(place.folder, `twinchain ${command}`);
    said.set(name, plain);
    expect(plain.stdout + plain.stderr).not.toBe('');
    for (const line of (plain.stdout + plain.stderr).split('\n')) expect(line).not.toMatch(CONTROL);
    if (name !== 'check' && name !== 'format') return;
    const coloured = await shell(place.folder, `FORCE_COLOR=1 twinchain ${command}`);
    expect(coloured.stdout + coloured.stderr).not.toContain('\u001b[8m');
    for (const line of (coloured.stdout + coloured.stderr).replaceAll(OWN_STYLES, '').split('\n'))
      expect(line).not.toMatch(CONTROL);
  });

  test('does not reach the terminal with colours on', async () => {
    const resumed = `FORCE_COLOR=1 twinchain sweep ${quote(INPUT)} E --out ${SWEEP} --resume`;
    const { stdout, stderr } = await shell(place.folder, resumed);
    expect(stdout).toMatch(OWN_STYLES);
    expect(stdout + stderr).not.toContain('\u001b[8m');
    for (const line of (stdout + stderr).replaceAll(OWN_STYLES, '').split('\n')) expect(line).not.toMatch(CONTROL);
  });

  test('is unchanged in JSON', () => {
    const summary = JSON.parse(said.get('sweep --json')?.stdout ?? '') as { expectations: { text: string }[] };
    expect(summary.expectations.map(({ text }) => text)).toContainEqual(expect.stringContaining('\u001b[2J'));
  });

  test('is text in the JUnit report', async () => {
    const xml = await readFile(join(place.folder, FOLDER, 'junit.xml'), 'utf8');
    const page = await browser.newPage();
    const found = (await page.evaluate(`(() => {
      const parsed = new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml');
      return {
        faults: parsed.querySelectorAll('parsererror').length,
        elements: [...parsed.querySelectorAll('*')].map(({ tagName }) => tagName),
        name: parsed.querySelector('testcase').getAttribute('name'),
      };
    })()`)) as { faults: number; elements: string[]; name: string };
    expect(found.faults).toBe(0);
    expect(found.elements).not.toContain('img');
    expect(found.name).toContain("</script><img src=x onerror=hacked=1>&'");
    await page.close();
  });

  test('runs nothing in the HTML report, and fetches nothing', async () => {
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const report = join(place.folder, FOLDER, 'report.html');
    await page.setContent(await readFile(report, 'utf8'));
    await page.locator('h1', { hasText: 'S' }).waitFor();
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(requests.filter((url) => !url.startsWith('data:') && url !== 'about:blank')).toEqual([]);
    await page.close();
  });

  test('leaves nothing outside the named folders', async () => {
    expect((await readdir(join(place.folder, FOLDER))).sort()).toEqual([
      'junit.xml',
      'main.twin',
      'report.html',
      'run',
      'sweep',
    ]);
  });
});
