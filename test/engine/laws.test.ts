import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Results, Table } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import { digest } from './digest.js';
import { randomScenario } from './random-scenarios.js';
import { referenceNetwork } from './reference/network.js';
import { baseline, worldwide } from './scenarios.js';

beforeAll(prepare);

function run(scenario: Scenario, network?: typeof referenceNetwork, check = false): Results {
  const simulation = new Simulation(scenario, { network, check });
  simulation.advance(scenario.duration);
  return simulation.results();
}

/** Results by scenario. Laws that use the same random scenarios share the checked results of one run. */
const kept = new Map<string, Results>();

function runOnce(scenario: Scenario): Results {
  const key = JSON.stringify(scenario);
  const results = kept.get(key) ?? run(scenario, undefined, true);
  kept.set(key, results);
  return results;
}

function column(table: Table, name: string): Float64Array {
  const found = table.columns[name];
  if (found?.type !== 'number') throw new Error(`no column ${name}`);
  return found.values;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Results without the traffic per second, because the engine dates all copies of a flood to its start. Totals remain.
 */
function undated(results: Results): Results {
  const { messages: _, bytes: __, ...columns } = results.tables.series.columns;
  return { ...results, tables: { ...results.tables, series: { ...results.tables.series, columns } } };
}

/** The same seed every time, so that failures can be reproduced. */
const often = (numRuns: number) => ({ numRuns, seed: 20250607, endOnFailure: true });

/** Counts the cases on which a law was checked. A law without cases proves nothing. */
class Evidence {
  readonly #found = new Map<string, number>();

  count(what: string, found: number): void {
    this.#found.set(what, (this.#found.get(what) ?? 0) + found);
  }

  /** Fails unless every counted case occurred often enough. */
  mustBe(enough: Record<string, number>): void {
    for (const [what, least] of Object.entries(enough)) {
      expect(this.#found.get(what) ?? 0, `${what} that the law was held to`).toBeGreaterThanOrEqual(least);
    }
  }
}

describe('whatever the scenario', () => {
  it('the network gives the same bytes as the slow one in which every copy is an event', () => {
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        const measured = { ...scenario, warmup: 0 };
        expect(digest(undated(runOnce(measured)))).toBe(digest(undated(run(measured, referenceNetwork))));
      }),
      often(15),
    );
  }, 120_000);

  it("no two nodes decide different blocks, every link of both chains verifies, and the engine's own checks pass", () => {
    const evidence = new Evidence();
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        const { violations, tables } = runOnce(scenario);
        expect(violations).toEqual([]);
        evidence.count('blocks', tables.blocks.rows);
        evidence.count('configuration blocks', tables.configurationBlocks.rows);
      }),
      often(60),
    );
    evidence.mustBe({ blocks: 600, 'configuration blocks': 60 });
  }, 120_000);

  it('every message is delivered, lost or in flight, and is counted once', () => {
    const evidence = new Evidence();
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        const results = runOnce({ ...scenario, warmup: 0 });
        const { sent, delivered, lost, inFlight } = results.transmissions;
        expect(sent).toBe(delivered + lost + inFlight);
        expect(Math.min(delivered, lost, inFlight)).toBeGreaterThanOrEqual(0);
        expect(column(results.tables.traffic, 'messages').reduce((sum, count) => sum + count, 0)).toBe(sent);
        if (scenario.topology.loss === 0) expect(lost).toBe(0);
        evidence.count('delivered messages', delivered);
        evidence.count('lost messages', lost);
      }),
      often(60),
    );
    evidence.mustBe({ 'delivered messages': 10_000, 'lost messages': 100 });
  }, 120_000);

  it('the phases of a reconfiguration sum to its total, and nothing happens before its cause', () => {
    const evidence = new Evidence();
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        const { delays, configurationBlocks } = runOnce(scenario).tables;
        const [agreement, propagation, update, total, received, applied] = [
          'agreement',
          'propagation',
          'update',
          'total',
          'received',
          'applied',
        ].map((name) => column(delays, name));
        for (let row = 0; row < delays.rows; row++) {
          // The run ended before the node applied the block that it has.
          if (Number.isNaN(applied[row])) continue;
          expect(agreement[row] + propagation[row] + update[row]).toBeCloseTo(total[row], 8);
          expect(Math.min(agreement[row], propagation[row], update[row])).toBeGreaterThanOrEqual(0);
          expect(applied[row]).toBeGreaterThanOrEqual(received[row]);
          evidence.count('delays', 1);
        }
        const due = column(configurationBlocks, 'due');
        const decided = column(configurationBlocks, 'decided');
        for (let row = 0; row < configurationBlocks.rows; row++) {
          expect(decided[row]).toBeGreaterThanOrEqual(due[row]);
          if (row > 0) expect(due[row]).toBeGreaterThan(decided[row - 1]);
        }
        evidence.count('configuration blocks', configurationBlocks.rows);
      }),
      often(60),
    );
    evidence.mustBe({ delays: 500, 'configuration blocks': 60 });
  }, 120_000);

  it('heights follow one another, and a block never returns to an older configuration', () => {
    const evidence = new Evidence();
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        const { blocks } = runOnce(scenario).tables;
        const height = column(blocks, 'height');
        const configuration = column(blocks, 'configuration');
        const time = column(blocks, 'time');
        for (let row = 1; row < blocks.rows; row++) {
          expect(height[row]).toBe(height[row - 1] + 1);
          expect(configuration[row]).toBeGreaterThanOrEqual(configuration[row - 1]);
          // Equal if one certificate of HotStuff decides several blocks that failed rounds had delayed, or if a node
          // that catches up completes the quorums of several blocks at once.
          expect(time[row]).toBeGreaterThanOrEqual(time[row - 1]);
          evidence.count('blocks', 1);
          evidence.count('switches', configuration[row] > configuration[row - 1] ? 1 : 0);
        }
      }),
      often(60),
    );
    evidence.mustBe({ blocks: 500, switches: 30 });
  }, 120_000);

  it('the record of decisions explains every configuration block, once', () => {
    const evidence = new Evidence();
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        const { configurationBlocks, proposals, changes, figures, objections } = runOnce({
          ...scenario,
          warmup: 0,
        }).tables;
        const keys = (table: Table) => {
          const cycle = column(table, 'cycle');
          return Array.from(column(table, 'configuration'), (height, row) => `${height}/${cycle[row]}`);
        };
        const proposed = keys(proposals);
        const once = new Set(proposed);
        expect(once.size).toBe(proposed.length);
        for (const table of [changes, figures, objections])
          expect(keys(table).filter((key) => !once.has(key))).toEqual([]);
        const agreed = column(proposals, 'agreed');
        const height = column(configurationBlocks, 'height');
        const agreedKeys = proposed.filter((_, row) => agreed[row] === 1);
        expect(agreedKeys.map((key) => Number(key.split('/')[0]))).toEqual(Array.from(height));
        const changed = new Map<string, number>();
        for (const key of keys(changes)) changed.set(key, (changed.get(key) ?? 0) + 1);
        expect(Array.from(column(configurationBlocks, 'changes'))).toEqual(
          agreedKeys.map((key) => changed.get(key) ?? 0),
        );
        evidence.count('proposals', proposals.rows);
        evidence.count('changes', changes.rows);
        evidence.count('figures', figures.rows);
        evidence.count('objections', objections.rows);
      }),
      often(60),
    );
    evidence.mustBe({ proposals: 60, changes: 10, figures: 10, objections: 1 });
  }, 120_000);

  it('a run simulated in slices is the same as the run in one piece', () => {
    fc.assert(
      fc.property(randomScenario, fc.integer({ min: 1, max: 5000 }), (scenario, slice) => {
        const simulation = new Simulation(scenario);
        while (!simulation.advance(scenario.duration, slice)) simulation.results();
        expect(digest(simulation.results())).toBe(digest(runOnce(scenario)));
      }),
      often(12),
    );
  }, 120_000);
});

describe('the baseline', () => {
  it('does not depend on what is measured: a warm-up changes the report and not the events', () => {
    const scenario = baseline({ duration: 120 });
    const whole = column(run(scenario).tables.blocks, 'time');
    const later = column(run({ ...scenario, warmup: 60 }).tables.blocks, 'time');
    expect(Array.from(later)).toEqual(Array.from(whole.filter((time) => time >= 60)));
  });

  it.each([0, 10, 10.5, 59.999])('after a warm-up of %d s has the same totals per second as per block', (warmup) => {
    const scenario = baseline({ duration: 120 });
    const { blocks, series } = run({ ...scenario, warmup }).tables;
    const seconds = column(series, 'time');
    const last = seconds[seconds.length - 1];
    const times = column(blocks, 'time');
    const listed = column(blocks, 'transactions').filter((_, row) => times[row] <= last);
    expect(seconds[0]).toBeCloseTo(warmup + 1, 9);
    expect(sum(column(series, 'committed'))).toBe(sum(listed));
  });

  it('keeps the random bandwidth when the intervals change', () => {
    const scenario = baseline({ duration: 30 });
    const none = { ...scenario.management, interval: { kind: 'constant' as const, value: 25 } };
    const before = column(run(scenario).tables.blocks, 'time').filter((time) => time < 20);
    const after = column(run({ ...scenario, management: none }).tables.blocks, 'time').filter((time) => time < 20);
    expect(Array.from(after)).toEqual(Array.from(before));
  });

  it('draws other random numbers for another seed and for another replication', () => {
    const scenario = baseline({ duration: 20 });
    const first = digest(run(scenario));
    expect(digest(run({ ...scenario, seed: 2 }))).not.toBe(first);
    const simulation = new Simulation(scenario, { replication: 1 });
    simulation.advance(20);
    expect(digest(simulation.results())).not.toBe(first);
  });

  it('runs with nodes that only follow the chain', () => {
    const scenario = baseline({ duration: 60, topology: worldwide({ nodes: 24 }) });
    scenario.primary.validators = { kind: 'random', count: 10 };
    const results = run(scenario);
    expect(results.violations).toEqual([]);
    expect(results.tables.blocks.rows).toBeGreaterThan(60);
  });
});
