import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../package.json';

const TSC = resolve('node_modules/typescript/bin/tsc');
const TEXT = `topology Four { nodes: 4  peers: full }
scenario Small { topology: Four  duration: 20s  management.interval: 10s }
experiment Sizes { scenario: Small  vary primary.blockSize over [0.5MB, 20MB]  replications: 2 }
`;

/** Runs a program with nothing but Node and the package, and without a network. */
function call(folder: string, program: string, args: string[]) {
  const { stdout, stderr, status } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'node_modules', '.bin')}:${dirname(process.execPath)}:/usr/bin:/bin`,
      HOME: folder,
      npm_config_offline: 'true',
    },
  });
  return { said: stdout + stderr, exitCode: status };
}

/** The fields of a Job manifest that the tests look at. */
interface JobManifest {
  spec: { template: { spec: { containers: { command: string[] }[] } } };
}

/** Code blocks of a page, by the name after their language. */
function programsIn(page: string): [name: string, text: string][] {
  return [...readFileSync(page, 'utf8').matchAll(/```js (\S+)\n([\s\S]*?)```/g)].map(([, name, text]) => [name, text]);
}

describe('the package that npm packs', () => {
  let folder: string;
  let packed: string;
  const folders: string[] = [];
  const freshFolder = () => {
    const fresh = mkdtempSync(join(tmpdir(), 'twinchain-package-'));
    folders.push(fresh);
    return fresh;
  };
  afterAll(() => {
    for (const place of folders) rmSync(place, { recursive: true, force: true });
  });

  beforeAll(() => {
    // A copy, because packing rewrites package.json, which other tests read.
    const staged = freshFolder();
    for (const file of ['package.json', '.npmignore', 'README.md', 'LICENSE', 'CHANGELOG.md', 'dist', 'examples'])
      cpSync(file, join(staged, file), {
        recursive: true,
        filter: (path) => !/\.(map|vsix)$|dist.(client|metafiles|types)/.test(path),
      });
    const types = [TSC, '-p', 'library.tsconfig.json', '--outDir', join(staged, 'dist/types')];
    expect(spawnSync(process.execPath, types).stdout.toString()).toBe('');
    const stripped = spawnSync(process.execPath, [resolve('node_modules/clean-package/bin/main.js')], { cwd: staged });
    expect(stripped.stderr.toString()).toBe('');
    const said = call(staged, 'npm', ['pack', '--ignore-scripts', '--silent']);
    packed = join(staged, `twinchain-${version}.tgz`);
    expect(said).toMatchObject({ exitCode: 0, said: expect.stringContaining(`twinchain-${version}.tgz`) });
    folder = freshFolder();
    writeFileSync(join(folder, 'small.twin'), TEXT);
    const installed = call(folder, 'npm', ['install', '--no-audit', '--no-fund', packed]);
    expect(installed.exitCode, installed.said).toBe(0);
  });

  it('contains no other package, and nothing of the extension', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'node_modules/twinchain/package.json'), 'utf8')) as object;
    expect(Object.keys(manifest).sort()).toEqual(
      ['bin', 'description', 'engines', 'exports', 'keywords', 'license', 'name', 'type', 'version'].sort(),
    );
    const packages = (place: string) => readdirSync(place).filter((name) => !name.startsWith('.'));
    expect(packages(join(folder, 'node_modules'))).toEqual(['twinchain']);
    expect(packages(join(folder, 'node_modules/twinchain'))).not.toContain('node_modules');
  });

  it('has a command line that runs, sweeps and simulates batches in an empty folder', () => {
    expect(call(folder, 'twinchain', ['run', 'small.twin', '--out', 'run', '--report', 'run.html'])).toMatchObject({
      exitCode: 0,
    });
    expect(call(folder, 'twinchain', ['sweep', 'small.twin', '--out', 'here', '--quiet'])).toEqual({
      exitCode: 0,
      said: '',
    });
    writeFileSync(join(folder, 'sbatch'), '#!/bin/sh\necho 1\n', { mode: 0o755 });
    const sweep = `PATH=$PWD:$PATH twinchain sweep small.twin --on slurm --out spread --quiet`;
    expect(call(folder, 'sh', ['-c', sweep])).toMatchObject({ exitCode: 0 });
    expect(call(folder, 'twinchain', ['run-cells', 'spread', '--batch', '0'])).toMatchObject({ exitCode: 0 });
    expect(call(folder, 'twinchain', ['sweep', 'spread', '--collect', '--quiet'])).toEqual({ exitCode: 0, said: '' });
    expect(readFileSync(join(folder, 'spread/manifest.json'))).toEqual(
      readFileSync(join(folder, 'here/manifest.json')),
    );
  });

  it('is installed by the documented recipe of an image, offline, and its entry point simulates a batch', () => {
    const recipe = readFileSync('docs/Containerfile', 'utf8');
    const [, run] = /^RUN (.*)$/m.exec(recipe) ?? [];
    const [, entry] = /^ENTRYPOINT \["(.*)"\]$/m.exec(recipe) ?? [];
    const image = freshFolder();
    cpSync(packed, join(image, 'tmp', basename(packed)));
    // A folder replaces the root of the image.
    const inImage = run.replaceAll('/tmp/', `${image}/tmp/`);
    const built = call(image, 'sh', ['-c', `npm_config_prefix='${image}/usr' ${inImage}`]);
    expect(built.exitCode, built.said).toBe(0);
    expect(readdirSync(join(image, 'tmp'))).toEqual([]);
    const called = (args: string[]) => call(folder, join(image, 'usr/bin', entry), args);
    expect(called(['--version'])).toEqual({ exitCode: 0, said: `${version}\n` });
    writeFileSync(join(folder, 'kubectl'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    const sweep = `PATH=$PWD:$PATH '${image}/usr/bin/${entry}' sweep small.twin --on kubernetes --image i --volume v:${folder} --out pods --quiet`;
    expect(call(folder, 'sh', ['-c', sweep])).toEqual({ exitCode: 0, said: '' });
    const { spec } = JSON.parse(readFileSync(join(folder, 'pods/logs/kubernetes-1.json'), 'utf8')) as JobManifest;
    // Runs what the first pod runs.
    const [shell, flag, text] = spec.template.spec.containers[0].command;
    const pod = `JOB_COMPLETION_INDEX=0 PATH='${image}/usr/bin':$PATH ${shell} ${flag} '${text}'`;
    expect(call(folder, 'sh', ['-c', pod])).toMatchObject({ exitCode: 0 });
    expect(call(folder, 'twinchain', ['sweep', 'pods', '--collect', '--quiet'])).toEqual({ exitCode: 0, said: '' });
  });

  it('has libraries whose documented programs run', () => {
    const programs = programsIn('docs/library.md');
    expect(programs.map(([name]) => name)).toEqual(['engine.mjs', 'language.mjs']);
    const said = programs.map(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return call(folder, process.execPath, [name]);
    });
    expect(said[0]).toMatchObject({
      exitCode: 0,
      said: expect.stringMatching(/^\d+ delays, \d\.\d{3} s on the mean\n$/),
    });
    expect(said[1]).toEqual({
      exitCode: 0,
      said: expect.stringMatching(
        /\nSmall: blocks of 2000000 B for 20 s\nSizes has 2 points\ntopology T { nodes: 4 }\n\n$/,
      ),
    });
  });

  it('has types for both libraries, which need no other package', () => {
    const program = `import { type Results, Simulation, type Scenario } from 'twinchain/engine';
import { readScenarioFile } from 'twinchain/language';
const scenario: Scenario = await (await readScenarioFile('small.twin')).scenario('Small');
const results: Results = new Simulation(scenario).results();
// @ts-expect-error: a scenario has no such property
console.log(results.simulatedSeconds, scenario.nonsense);
`;
    writeFileSync(join(folder, 'program.mts'), program);
    const options = [
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--types',
      '',
      'program.mts',
    ];
    expect(call(folder, process.execPath, [TSC, ...options])).toEqual({ exitCode: 0, said: '' });
  });
});
