import { beforeAll, describe, expect, test } from 'vitest';
import type { LookAheadPlan } from '../../../../engine/model/look-ahead-plan.js';
import type { Policy } from '../../../../engine/model/policy.js';
import type { Arrivals, Scenario } from '../../../../engine/model/scenario.js';
import { prepare, Simulation } from '../../../../engine/simulation.js';
import type { SimulationOptions } from '../../../../engine/simulation-options.js';
import { digest } from '../../digest.js';
import { FactLog } from '../../fact-log.js';
import { constant } from '../../network/open-network.js';
import { ahead, demanding } from './demanding.js';

beforeAll(prepare);

function run(scenario: Scenario, options: SimulationOptions = {}) {
  const log = new FactLog();
  const simulation = new Simulation(scenario, { record: log.record, ...options });
  simulation.advance(scenario.duration);
  return { log, results: simulation.results(), simulation };
}

describe('twins that look ahead', () => {
  test('find the block size that an overload needs, and record what they simulated', () => {
    const { log } = run(demanding(ahead()));
    const [first] = log.of('configurationProposed');
    expect(first.configuration.blockSize).toBe(80_000);
    expect(first.candidates?.map(({ configuration, runs }) => [configuration.blockSize, runs])).toEqual([
      [20_000, 2],
      [80_000, 2],
    ]);
    const [small, large] = first.candidates ?? [];
    expect(large.mean).toBeLessThan(small.mean);
    expect(small).toMatchObject({ isInForce: true, isBest: false, isProposed: false });
    expect(large).toMatchObject({ isInForce: false, isBest: true, isProposed: true });
  });

  test('give the same bytes again', () => {
    const scenario = demanding(ahead());
    expect(digest(run(scenario).results)).toBe(digest(run(scenario).results));
  });

  test('with one candidate give the bytes of `propose current`', () => {
    const single = ahead(
      { choices: [{ property: 'blockSize', values: [20_000] }] },
      { accept: { source: '', within: 0 } },
    );
    const blind: Policy = { name: 'Stay', decision: { kind: 'current' } };
    const looking = run(demanding(single)).results;
    const expected = run(demanding(blind)).results;
    // Estimates are reported at every interval, whether twins act on them or not.
    const { mirrors } = expected.tables;
    expect(looking.tables.mirrors.rows).toBeGreaterThan(0);
    expect(digest({ ...looking, tables: { ...looking.tables, mirrors } })).toBe(digest(expected));
  });

  test('never see the future: neither a burst nor a scheduled crash leaves a trace before it happens', () => {
    const until = 55;
    const facts = (scenario: Scenario) =>
      run(scenario).log.entries.filter(({ at, fact }) => at < until * 1e9 && fact.kind !== 'secondPassed');
    const calm: Arrivals = { kind: 'steps', steps: [{ rate: 50, duration: 1000 }] };
    const storm: Arrivals = {
      kind: 'steps',
      steps: [
        { rate: 50, duration: until },
        { rate: 2000, duration: 1000 },
      ],
    };
    for (const view of ['mirrored', 'exact'] as const) {
      const own = ahead({}, { observe: { window: 20, view, observations: [] }, accept: { source: '', within: 0.1 } });
      const expected = facts(demanding(own, calm));
      expect(expected.filter(({ fact }) => fact.kind === 'configurationProposed').length).toBeGreaterThan(1);
      expect(expected.some(({ fact }) => fact.kind === 'configurationJudged')).toBe(true);
      expect(facts(demanding(own, storm))).toEqual(expected);
      const crash: Scenario = {
        ...demanding(own, calm),
        faults: [
          { kind: 'crash', nodes: [{ kind: 'nodes', count: 2 }], losesVotes: false, from: until, to: until + 10 },
        ],
      };
      expect(facts(crash)).toEqual(expected);
    }
  });

  test('estimate changed links from the votes that they have received', () => {
    const own = ahead({}, { observe: { window: 20, view: 'mirrored', observations: [] } });
    const changed: Scenario = {
      ...demanding(own),
      faults: [
        {
          kind: 'change',
          change: { latency: { kind: 'distribution', distribution: constant(0.05) } },
          from: 25,
          to: 70,
        },
        { kind: 'drop', share: 0.1, from: 25, to: 70 },
      ],
    };
    const mirrors = (scenario: Scenario) => run(scenario).log.of('mirrorTaken');
    const [before, , , , ...later] = mirrors(changed);
    expect(before.latency).toEqual({ believed: 1, actual: 1 });
    expect(before.loss).toEqual({ believed: 0, actual: 0 });
    const after = later.filter(({ height }) => height === 3);
    expect(after).toHaveLength(4);
    for (const { latency, latencyError, loss } of after) {
      expect(latency.actual).toBeCloseTo(2.5, 6);
      expect(latency.believed).toBeCloseTo(2.5, 1);
      expect(latencyError).toBeLessThan(0.05);
      expect(loss.actual).toBeCloseTo(0.1, 9);
      // About fifty blocks, with two votes of each of five nodes for each.
      expect(Math.abs(loss.believed - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / 300));
    }
  });

  test('take time to decide if the policy says so', () => {
    const proposedAt = (decisionTime: number) => {
      const { entries } = run(demanding(ahead({ decisionTime }))).log;
      const due = entries.find(({ fact }) => fact.kind === 'intervalEnded')?.at ?? 0;
      const at = (kind: string) => ((entries.find(({ fact }) => fact.kind === kind)?.at ?? 0) - due) / 1e9;
      return { proposed: at('configurationProposed'), agreed: at('configurationAgreed') };
    };
    const quick = proposedAt(0);
    const slow = proposedAt(1.5);
    expect(quick.proposed).toBe(0);
    expect(slow.proposed).toBe(1.5);
    // First the proposal waits, then every vote.
    expect(slow.agreed - quick.agreed).toBeCloseTo(3, 6);
  });

  test.each([5, 9])('that are interrupted after %i runs leave the same results as a run of as many events', (most) => {
    // Four runs for the proposal, and more for later votes.
    const scenario = demanding(ahead({}, { accept: { source: '', within: 0.1 } }));
    const { simulation, results } = run(scenario, { betweenLookAheads: (runs) => runs === most });
    const again = new Simulation(scenario);
    again.advance(scenario.duration, simulation.progress().events);
    expect(results.complete).toBe(false);
    expect(simulation.progress().simulatedSeconds).toBe(again.progress().simulatedSeconds);
    expect(digest(results)).toBe(digest(again.results()));
  });

  test('propose the worst of their candidates where they are harmful; without any, blocks half as large', () => {
    const harmful = (own: Policy): Scenario => ({
      ...demanding(own),
      duration: 30,
      faults: [
        {
          kind: 'byzantine',
          nodes: [{ kind: 'twins', count: 4 }],
          behaviour: { propose: { kind: 'harmful' } },
          from: 0,
          to: 30,
        },
      ],
    });
    const choices: LookAheadPlan['choices'] = [{ property: 'blockSize', values: [80_000, 5_000] }];
    const [looking] = run(harmful(ahead({ choices }))).log.of('configurationProposed');
    expect(looking.configuration.blockSize).toBe(5_000);
    expect(looking.candidates?.find(({ isBest }) => isBest)?.configuration.blockSize).toBe(80_000);
    expect(looking.candidates?.filter(({ isProposed }) => isProposed)).toMatchObject([
      { configuration: { blockSize: 5_000 } },
    ]);
    const [blind] = run(harmful({ name: 'Stay', decision: { kind: 'current' } })).log.of('configurationProposed');
    expect(blind.configuration.blockSize).toBe(10_000);
  });
});
