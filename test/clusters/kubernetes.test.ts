import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClusterSettings, ClusterWork } from '../../server/clusters/cluster.js';
import { jobManifest, kubernetes } from '../../server/clusters/engines/kubernetes.js';
import { arraysOf } from '../../server/clusters/engines/slurm.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { pathWith } from './parallel-stand-in.js';

const SCHEMA = 'test/clusters/generated/job-schema.json';

const settings: ClusterSettings = {
  on: 'kubernetes',
  batchSeconds: 45,
  image: 'twinchain:0.1.0',
  volume: 'data:/data',
};

function work(changes: Partial<ClusterWork> = {}): ClusterWork {
  return {
    folder: '/data/sizes',
    experiment: 'Sizes',
    round: 1,
    first: 0,
    count: 250,
    longest: 60,
    settings,
    program: ['twinchain'],
    ...changes,
  };
}

describe('the manifest of a round on Kubernetes', () => {
  const CHANGES: Partial<ClusterWork>[] = [
    {},
    { first: 250, count: 3, round: 2 },
    { settings: { ...settings, atOnce: 64 } },
    { longest: 5000 },
  ];
  const manifests = () => CHANGES.map((changes) => JSON.parse(JSON.stringify(jobManifest(work(changes)))));

  /** Kubernetes' published schema of a Job. A cluster silently drops fields that it does not know. */
  const isJob = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

  it('has only fields of a Job, each of its type, as Kubernetes publishes them', () => {
    for (const manifest of manifests()) {
      isJob(manifest);
      expect(isJob.errors).toBeNull();
    }
  });

  it.each([
    ['a field that a Job does not have', { backoffLimitPerIndx: 3 }, '/spec', 'must NOT have additional properties'],
    ['a number for a word', { completionMode: 1 }, '/spec/completionMode', 'must be string'],
    ['a word for a number', { completions: 'all' }, '/spec/completions', 'must be number'],
    [
      'one rule for a list of them',
      { podFailurePolicy: { rules: {} } },
      '/spec/podFailurePolicy/rules',
      'must be array',
    ],
  ])('would be refused with %s', (_, wrong, instancePath, message) => {
    const { spec, ...manifest } = jobManifest(work());
    expect(isJob({ ...manifest, spec: { ...spec, ...wrong } })).toBe(false);
    expect(isJob.errors).toEqual([expect.objectContaining({ instancePath, message })]);
  });

  it('has all required fields of a Job', () => {
    for (const manifest of manifests()) expect(() => new Job(manifest).validate()).not.toThrow();
    const { template: _, ...spec } = jobManifest(work()).spec;
    expect(() => new Job({ ...jobManifest(work()), spec } as never).validate()).toThrow('required property');
  });

  it('has an index for each batch; each may fail alone, and none is retried that would fail again', () => {
    const { spec } = jobManifest(work());
    expect(spec).toMatchObject({
      completionMode: 'Indexed',
      completions: 250,
      backoffLimitPerIndex: 3,
      maxFailedIndexes: 250,
    });
    expect(spec.podFailurePolicy.rules[0]).toMatchObject({ action: 'FailIndex', onExitCodes: { values: [2, 42] } });
    expect(spec.template.spec.restartPolicy).toBe('Never');
  });

  it('has pods that write as the user who submits it: others have no access to the folder', () => {
    const { securityContext } = jobManifest(work()).spec.template.spec;
    expect(securityContext).toEqual({ runAsUser: process.getuid?.(), runAsGroup: process.getgid?.() });
    expect(JSON.parse(JSON.stringify(jobManifest(work(), {}))).spec.template.spec.securityContext).toEqual({});
  });

  it('continues the numbers of batches in a later round, and names its Job differently', () => {
    const [first, second] = [work(), work({ round: 2, first: 250 })].map((one) => jobManifest(one));
    expect(second.spec.template.spec.containers[0].command[2]).toBe(
      'exec twinchain run-cells /data/sizes --batch "$((250 + JOB_COMPLETION_INDEX))"',
    );
    expect(second.metadata.name).not.toBe(first.metadata.name);
  });

  it('has a valid name whatever the experiment is called', () => {
    for (const experiment of ['Größen', 'A very long name of an experiment, with everything in it', '-', '漢字'])
      expect(jobManifest(work({ experiment })).metadata.name).toMatch(/^twinchain-[0-9a-f]{12}-1$/);
  });

  it.each([
    ['no image', { image: undefined }, 'an image with Twinchain in it'],
    ['no claim', { volume: undefined }, 'the claim of the volume'],
    ['a folder elsewhere', { volume: 'data:/dat' }, 'is not on the volume'],
  ])('is refused with %s', (_, changes, message) => {
    expect(() => jobManifest(work({ settings: { ...settings, ...changes } }))).toThrow(message);
  });

  it('runs in an image of ten lines', () => {
    const recipe = readFileSync('docs/Containerfile', 'utf8').trim().split('\n');
    expect(recipe.length).toBeLessThanOrEqual(10);
    expect(recipe.some((line) => line.startsWith('FROM node:'))).toBe(true);
  });
});

describe('a round on Kubernetes', () => {
  const freshFolder = temporaryFolders();
  const before = process.env.PATH;
  let folder: string;
  beforeEach(async () => {
    folder = await freshFolder();
    mkdirSync(join(folder, 'logs'));
  });
  afterEach(() => {
    process.env.PATH = before;
  });

  /** A `kubectl` that prints this and records its calls. */
  function kubectl(stdout: string, stderr = '', exitCode = 0): void {
    const text = `#!/bin/sh\necho "$*" >> '${folder}/asked'\necho '${stdout}'\necho '${stderr}' >&2\nexit ${exitCode}\n`;
    writeFileSync(join(folder, 'kubectl'), text, { mode: 0o755 });
    process.env.PATH = pathWith(folder);
  }
  const asked = () => readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');

  it('is applied, queried and deleted by its own name', async () => {
    const round = { folder, round: 1, host: 'node1' };
    kubectl('{"status":{"active":2}}');
    const submitted = work({ folder, settings: { ...settings, volume: `data:${folder}` } });
    const [name] = await kubernetes.submit(submitted);
    expect(name).toBe(jobManifest(submitted).metadata.name);
    expect(JSON.parse(readFileSync(join(folder, 'logs/kubernetes-1.json'), 'utf8'))).toEqual(jobManifest(submitted));
    expect(await kubernetes.find(round)).toEqual([name]);
    expect(await kubernetes.activity([name], round)).toBe('active');
    // Whatever a file in the folder contains.
    await kubernetes.cancel(['somebody-elses'], round);
    expect(asked()).toEqual([
      `apply --filename ${join(folder, 'logs/kubernetes-1.json')}`,
      `get job ${name} --output=name`,
      `get job ${name} --output=json`,
      `delete job ${name} --ignore-not-found --wait=false`,
    ]);
  });

  it.each([
    [
      'has ended where a condition says so',
      '{"status":{"conditions":[{"type":"Failed","status":"True"}]}}',
      '',
      0,
      'ended',
      ['J'],
    ],
    ['has ended where it is gone', '', 'Error from server (NotFound): jobs.batch "J" not found', 1, 'ended', []],
    ['is not known where nobody answers', '', 'The connection to the server was refused', 1, 'unknown', undefined],
  ] as const)('%s', async (_, stdout, stderr, exitCode, activity, found) => {
    kubectl(stdout, stderr, exitCode);
    const round = { folder, round: 1, host: 'node1' };
    expect(await kubernetes.activity(['J'], round)).toBe(activity);
    expect((await kubernetes.find(round))?.length).toBe(found?.length);
  });
});

describe('arrays of Slurm', () => {
  it('contain every batch once, and no more jobs than the cluster allows', () => {
    for (const [count, limit] of [
      [1, 1001],
      [1001, 1001],
      [1002, 1001],
      [7, 3],
    ]) {
      const arrays = arraysOf(work({ first: 5, count }), limit);
      const batches = arrays.flatMap((args) => {
        const last = Number(/--array=0-(\d+)/.exec(args.join(' '))?.[1]);
        const first = Number(/\((\d+) \+ SLURM/.exec(args.join(' '))?.[1]);
        expect(last).toBeLessThan(limit);
        return Array.from({ length: last + 1 }, (_, index) => first + index);
      });
      expect(batches).toEqual(Array.from({ length: count }, (_, index) => 5 + index));
    }
  });

  it('quote what a shell would split', () => {
    const folder = "/data/it's $HOME; echo";
    const [args] = arraysOf(work({ folder }), 10);
    expect(args.at(-1)).toBe(
      String.raw`--wrap=exec twinchain run-cells '/data/it'\''s $HOME; echo' --batch "$SLURM_ARRAY_TASK_ID"`,
    );
  });
});
