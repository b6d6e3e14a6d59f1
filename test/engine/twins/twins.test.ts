import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import type { Expression } from '../../../engine/model/expression.js';
import type { Policy } from '../../../engine/model/policy.js';
import type { Results } from '../../../engine/model/results.js';
import { Submissions } from '../../../engine/primary/submissions.js';
import { prepare } from '../../../engine/simulation.js';
import { Observations } from '../../../engine/twins/observations.js';
import { Twins } from '../../../engine/twins/twins.js';
import { nodesOf } from '../../../engine/twins/valid-configuration.js';
import { digest } from '../digest.js';
import { constantTopology } from '../network/open-network.js';
import { numbers, observe, texts } from '../observed-run.js';
import { randomPolicy } from '../random-policies.js';
import { randomIntervals, World } from './happenings.js';
import {
  ALWAYS,
  acceptWhen,
  compare,
  managed,
  NEVER,
  number,
  observation,
  observing,
  policy,
  property,
  rule,
  statistic,
  times,
  word,
} from './policies.js';

beforeAll(prepare);

const CURRENT: Policy = { name: 'Keep', decision: { kind: 'current' } };
const doubled = { blockSize: times(property('primary.blockSize'), 2) };
const blockSizes = (results: Results) => numbers(results, 'configurationBlocks', 'blockSize');

/** Rows of a table, limited to a few columns of numbers or texts. */
function rows(results: Results, table: keyof Results['tables'], ...names: string[]): (number | string)[][] {
  const columns = names.map((name) =>
    results.tables[table].columns[name].type === 'text' ? texts(results, table, name) : numbers(results, table, name),
  );
  return Array.from({ length: results.tables[table].rows }, (_, row) => columns.map((column) => column[row]));
}

describe('a rule', () => {
  test('that never fires gives the same bytes as `propose current`, whatever is observed and accepted', () => {
    const watching = observing(30, {
      pace: statistic('p95', 'primary.blockTime'),
      agreement: statistic('mean', 'delay.agreement'),
      failed: statistic('total', 'primary.roundsFailed'),
    });
    const idle = policy([rule(compare(observation('pace'), '>', number(1e9)), doubled), rule(NEVER, doubled, 2)], {
      ...watching,
      ...acceptWhen(ALWAYS, 'always'),
    });
    expect(digest(observe(managed(idle)))).toBe(digest(observe(managed(CURRENT))));
  });

  test('reads the configuration in force and changes it, block after block', () => {
    const results = observe(managed(policy([rule(ALWAYS, doubled)])));
    const sizes = blockSizes(results);
    expect(sizes.length).toBeGreaterThan(8);
    expect(sizes).toEqual(sizes.map((_, i) => 1000 * 2 ** (i + 1)));
    expect(numbers(results, 'configurationBlocks', 'changes')).toEqual(sizes.map(() => 1));
    expect(rows(results, 'changes', 'configuration', 'cycle', 'property', 'before', 'after').slice(0, 2)).toEqual([
      [1, 1, 'blockSize', '1000', '2000'],
      [2, 1, 'blockSize', '2000', '4000'],
    ]);
    expect(numbers(results, 'proposals', 'rule')).toEqual(sizes.map(() => 1));
  });

  test('changes several properties at once, each by the configuration in force', () => {
    const both = { blockSize: times(property('primary.blockInterval'), 500), blockInterval: number(2) };
    const results = observe(managed(policy([rule(ALWAYS, both)])));
    expect(blockSizes(results).slice(0, 2)).toEqual([500, 1000]);
    expect(numbers(results, 'configurationBlocks', 'blockInterval').slice(0, 2)).toEqual([2, 2]);
    expect(numbers(results, 'configurationBlocks', 'changes').slice(0, 3)).toEqual([2, 1, 0]);
  });

  test('sets words and validators: the protocol changes, and a number of validators is drawn', () => {
    const once = compare(property('primary.consensus'), '==', word('pbft'));
    const results = observe(managed(policy([rule(once, { consensus: word('bigfoot'), validators: number(7) })])));
    expect(rows(results, 'changes', 'property', 'before', 'after')).toEqual([
      ['consensus', 'pbft', 'bigfoot'],
      ['validators', 'all', '7'],
    ]);
    expect(new Set(texts(results, 'configurationBlocks', 'consensus'))).toEqual(new Set(['bigfoot']));
    expect(results.violations).toEqual([]);
  });

  test('before another one wins, and the record says which', () => {
    const small = compare(property('primary.blockSize'), '<', number(4000));
    const rules = [rule(small, doubled), rule(ALWAYS, { blockSize: number(9000) }), rule(ALWAYS, doubled)];
    const results = observe(managed(policy(rules)));
    expect(blockSizes(results).slice(0, 5)).toEqual([2000, 4000, 9000, 9000, 9000]);
    expect(numbers(results, 'proposals', 'rule').slice(0, 5)).toEqual([1, 1, 2, 2, 2]);
  });

  test('`for k intervals` fires when its condition has held at k interval ends in a row, whichever rule won', () => {
    const small = compare(property('primary.blockSize'), '<', number(4000));
    const rules = [rule(small, doubled), rule(ALWAYS, { blockSize: number(500) }, 5)];
    const results = observe(managed(policy(rules)));
    // Two doublings, then nothing until the fifth interval end, by which the count under the first rule has gone on.
    expect(numbers(results, 'proposals', 'rule').slice(0, 6)).toEqual([1, 1, 0, 0, 2, 1]);
  });

  test('`for k intervals` starts anew when its condition fails once', () => {
    const even = { kind: 'not' as const, operand: compare(property('primary.blockSize'), '==', number(2000)) };
    const there = compare(property('primary.blockSize'), '==', number(2000));
    const flip = [rule(there, { blockSize: number(1000) }), rule(ALWAYS, { blockSize: number(2000) })];
    const results = observe(managed(policy([rule(even, { blockSize: number(7000) }, 2), ...flip])));
    expect(numbers(results, 'proposals', 'rule')).not.toContain(1);
  });

  test('that would set an undefined value, a quotient by zero, is passed over for the next', () => {
    const quotient: Expression = {
      kind: 'arithmetic',
      operator: '/',
      left: property('primary.blockSize'),
      right: observation('failed'),
    };
    const own = policy([rule(ALWAYS, { blockSize: quotient }), rule(ALWAYS, { blockSize: number(3000) })], {
      ...observing(20, { failed: statistic('count', 'primary.roundsFailed') }),
    });
    const results = observe(managed(own));
    expect(new Set(numbers(results, 'proposals', 'rule'))).toEqual(new Set([2]));
    expect(new Set(blockSizes(results))).toEqual(new Set([3000]));
    expect(rows(results, 'objections', 'node')).toEqual([]);
  });

  test('does not fire on a ratio by zero, and neither does its opposite', () => {
    const ratio: Expression = {
      kind: 'arithmetic',
      operator: '/',
      left: number(1),
      right: observation('failed'),
    };
    const above = compare(ratio, '>', number(2));
    const own = policy([rule(above, doubled), rule({ kind: 'not', operand: above }, doubled)], {
      ...observing(20, { failed: statistic('count', 'primary.roundsFailed') }),
    });
    expect(new Set(numbers(observe(managed(own)), 'proposals', 'rule'))).toEqual(new Set([0]));
  });

  test('does not fire without samples, and neither does its opposite', () => {
    const watching = observing(30, { latency: statistic('mean', 'primary.latency') });
    const slow = compare(observation('latency'), '>', number(1));
    const rules = [rule(slow, doubled), rule({ kind: 'not', operand: slow }, doubled)];
    expect(new Set(numbers(observe(managed(policy(rules, watching))), 'proposals', 'rule'))).toEqual(new Set([0]));
  });
});

describe('two honest twins', () => {
  const nodes = nodesOf(constantTopology(10));

  test('with one policy and the same observations want the same, by the same rule and figures', () => {
    let fired = 0;
    let read = 0;
    let otherwise = 0;
    fc.assert(
      fc.property(randomPolicy, randomIntervals, (own, intervals) => {
        const submissions = new Submissions();
        const policies = [own, own, own];
        const observations = new Observations(policies, submissions);
        const twins = new Twins(policies, observations, nodes);
        // The third twin has the same policy, and sees nothing.
        const world = new World(observations, submissions, [0, 1]);
        for (const { happenings, inForce } of intervals) {
          for (const happening of happenings) world.happens(happening);
          world.intervalEnds();
          for (const node of [0, 1, 2]) twins.intervalEnds(node, inForce);
          const first = twins.decide(0, inForce);
          const blind = twins.decide(2, inForce);
          // The second twin is asked later in the agreement, after more has happened.
          for (const happening of happenings) world.happens(happening);
          const second = twins.decide(1, inForce);
          expect(second).toEqual(first);
          for (const objector of [0, 1])
            expect(twins.opinion(objector, first.configuration, inForce)).toEqual(
              twins.opinion(1 - objector, second.configuration, inForce),
            );
          if (first.rule > 0) fired++;
          read += first.figures.filter(({ value }) => !Number.isNaN(value)).length;
          if (blind.rule !== first.rule || !isDeepStrictEqual(blind.figures, first.figures)) otherwise++;
          world.agreed(inForce);
        }
      }),
      { numRuns: 1000, seed: 20261128 },
    );
    // The law is tested only if rules fire, metrics are read, and observations differ.
    expect(Math.min(fired, read, otherwise)).toBeGreaterThan(50);
  });

  test('agree on these configurations, whoever proposes', () => {
    const watching = observing(15, { pace: statistic('median', 'primary.blockTime') });
    const rules = [rule(compare(observation('pace'), '>', number(1)), doubled)];
    const runs = [1, 2, 3].map((seed) => observe({ ...managed(policy(rules, watching)), seed }));
    const proposers = runs.map((results) => numbers(results, 'configurationBlocks', 'proposer').join());
    expect(new Set(proposers).size).toBeGreaterThan(1);
    for (const results of runs) expect(blockSizes(results)).toEqual(blockSizes(runs[0]));
  });
});

describe('a twin votes', () => {
  const small = acceptWhen(compare(property('proposed.blockSize'), '<=', number(2000)), 'proposed.blockSize <= 2kB');

  test('against proposals that its `accept when` does not allow: that costs cycles, and the record names the voters and their reasons', () => {
    const growing = policy([rule(ALWAYS, doubled)]);
    const grower = managed({ ...growing, ...small });
    const results = observe(grower);
    // All twins accept 1000 → 2000; only its proposer accepts 4000, in every cycle.
    expect(blockSizes(results)).toEqual([2000]);
    expect(results.counters['management.intervalsMissed']).toBeGreaterThan(3);
    expect(results.counters['management.cyclesFailed']).toBe(7 * results.counters['management.intervalsMissed']);
    const objections = rows(results, 'objections', 'configuration', 'reason');
    expect(new Set(objections.map(String))).toEqual(new Set(['2,proposed.blockSize <= 2kB']));
    const proposals = rows(results, 'proposals', 'configuration', 'cycle', 'agreed');
    expect(proposals.slice(0, 9)).toEqual([[1, 1, 1], ...[1, 2, 3, 4, 5, 6, 7, 8].map((cycle) => [2, cycle, 0])]);
  });

  test('too late for the interval: the record says which interval a cycle belongs to', () => {
    const late = acceptWhen(compare(observation('blocks'), '>', number(50)), 'blocks > 50');
    const watching = observing(200, { blocks: statistic('count', 'primary.blockTime') });
    const results = observe(managed({ ...policy([rule(ALWAYS, doubled)], watching), ...late }));
    const [due] = numbers(results, 'configurationBlocks', 'due');
    const [missed, ...later] = numbers(results, 'configurationBlocks', 'missed');
    expect(missed).toBe(results.counters['management.intervalsMissed']);
    expect(missed).toBeGreaterThan(1);
    expect(new Set(later)).toEqual(new Set([0]));
    const first = rows(results, 'proposals', 'configuration', 'cycle', 'due').filter(([height]) => height === 1);
    const ends = [...new Set(first.map(([, , end]) => Number(end)))];
    expect(ends).toHaveLength(missed + 1);
    expect([ends[0], ends[missed]]).toEqual([20, due]);
    expect(first.map(([, cycle, end]) => [cycle, ends.indexOf(Number(end))])).toEqual(
      Array.from({ length: 7 * missed + 1 }, (_, i) => [i + 1, Math.floor(i / 7)]),
    );
  });

  test.each(PROTOCOLS.map(({ name }) => name))('even while the vote is open at the end of the run: %s', (consensus) => {
    const openAfter = (duration: number, own: Partial<Policy> = {}) => {
      const scenario = managed(policy([rule(ALWAYS, doubled)], own), { consensus });
      return rows(observe({ ...scenario, duration }), 'proposals', 'cycle', 'agreed', 'open');
    };
    expect(openAfter(20.06)).toEqual([[1, 0, 1]]);
    expect(openAfter(22)).toEqual([[1, 1, 0]]);
    const nobody = acceptWhen(NEVER, 'never');
    expect(openAfter(39, nobody)).toEqual([1, 2, 3, 4, 5, 6, 7].map((cycle) => [cycle, 0, 0]));
  });

  test.each(PROTOCOLS.map(({ name }) => name))('whatever the protocol of the management chain: %s', (consensus) => {
    const results = observe(managed({ ...policy([rule(ALWAYS, doubled)]), ...small }, { consensus }));
    expect(blockSizes(results)).toEqual([2000]);
    expect(results.counters['management.intervalsMissed']).toBeGreaterThan(0);
    expect(new Set(texts(results, 'objections', 'reason'))).toEqual(new Set(['proposed.blockSize <= 2kB']));
    expect(results.violations).toEqual([]);
  });

  test('by the policy of its group, and a proposal that 2f+1 accept is agreed', () => {
    const scenario = managed(policy([rule(ALWAYS, doubled)]));
    const [{ places, bandwidth }] = scenario.topology.groups;
    scenario.topology.groups = [
      { name: 'Ports', nodes: 8, places, bandwidth },
      { name: 'Banks', nodes: 2, places, bandwidth },
    ];
    scenario.management.nodes = { kind: 'groups', parts: [{ group: 'Banks' }, { group: 'Ports', count: 5 }] };
    scenario.management.policyFor = [{ group: 'Banks', policy: { ...CURRENT, name: 'Cautious', ...small } }];
    const results = observe(scenario);
    const isBank = numbers(results, 'nodes', 'node').map((node) => node >= 8);
    expect(new Set(numbers(results, 'objections', 'node').map((node) => isBank[node]))).toEqual(new Set([true]));
    const proposed = rows(results, 'proposals', 'proposer', 'rule', 'agreed');
    for (const [proposer, fired, agreed] of proposed) {
      expect(fired).toBe(isBank[Number(proposer)] ? 0 : 1);
      expect(agreed).toBe(1);
    }
    expect(Math.max(...blockSizes(results))).toBeGreaterThan(4000);
  });

  test("against invalid configurations, always: everyone else rejects such a rule's proposal", () => {
    const empty = policy([rule(ALWAYS, { blockSize: number(0) })]);
    const results = observe({ ...managed(empty), duration: 30 });
    expect(blockSizes(results)).toEqual([]);
    expect(results.counters['management.intervalsMissed']).toBe(1);
    expect(new Set(texts(results, 'objections', 'reason'))).toEqual(
      new Set(['blockSize must be greater than zero, and is 0 B']),
    );
    const first = rows(results, 'objections', 'cycle', 'node').filter(([cycle]) => cycle === 1);
    const [proposer] = numbers(results, 'proposals', 'proposer');
    expect(first).toHaveLength(6);
    expect(first.map(([, node]) => node)).not.toContain(proposer);
  });
});

test('a chain of one node agrees on nothing that its own twin would reject', () => {
  const late = policy([rule(ALWAYS, { blockInterval: number(-1) })]);
  const results = observe({ ...managed(late, { nodes: { kind: 'random', count: 1 } }), duration: 50 });
  expect(numbers(results, 'configurationBlocks', 'blockInterval')).toEqual([1, 1]);
  expect(numbers(results, 'configurationBlocks', 'changes')).toEqual([0, 0]);
  expect(texts(results, 'objections', 'reason')[0]).toBe('blockInterval must not be negative, and is -1 s');
  expect(numbers(results, 'objections', 'node')).toEqual(numbers(results, 'proposals', 'proposer'));
});

describe('the record of a rule', () => {
  test('has the observations that it read, and only those, in SI', () => {
    const watching = observing(30, {
      pace: statistic('median', 'primary.blockTime'),
      blocks: statistic('count', 'primary.blockTime'),
      unread: statistic('max', 'primary.blockTime'),
    });
    const rules = [
      rule(compare(observation('unread'), '<', number(0)), doubled),
      rule(compare(observation('pace'), '>', number(0)), { blockInterval: times(observation('blocks'), 0.1) }),
    ];
    const results = observe({ ...managed(policy(rules, watching)), duration: 25 });
    const figures = rows(results, 'figures', 'configuration', 'cycle', 'name', 'value', 'unit');
    expect(figures.map(([configuration, cycle, name, , unit]) => [configuration, cycle, name, unit])).toEqual([
      [1, 1, 'pace', 's'],
      [1, 1, 'blocks', 's'],
    ]);
    // A block takes a pause of 1 s and three messages of 50 ms and of 1 kB at 10 MB/s.
    expect(figures[0][3]).toBeCloseTo(1.15, 2);
  });

  test('leaves the warm-up out, as the configuration blocks do', () => {
    const scenario = { ...managed(policy([rule(ALWAYS, doubled)])), warmup: 100 };
    const results = observe(scenario);
    const heights = numbers(results, 'configurationBlocks', 'height');
    expect(heights[0]).toBeGreaterThan(1);
    expect(numbers(results, 'proposals', 'configuration')[0]).toBe(heights[0]);
    expect(numbers(results, 'changes', 'configuration')[0]).toBe(heights[0]);
  });
});

test('the same policies, scenario and seed give the same bytes', () => {
  const scenario = managed(
    policy([rule(ALWAYS, doubled)], observing(10, { pace: statistic('sd', 'primary.blockTime') })),
  );
  expect(digest(observe(scenario))).toBe(digest(observe(scenario)));
});
