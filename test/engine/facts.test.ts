import { beforeAll, expect, test } from 'vitest';
import { prepare, Simulation } from '../../engine/simulation.js';
import { FactLog } from './fact-log.js';
import { printed } from './printed-facts.js';
import { baseline } from './scenarios.js';

beforeAll(prepare);

/** The facts from the end of one interval until every node has applied the block that comes of it. */
function oneInterval(height: number) {
  const log = new FactLog();
  const simulation = new Simulation(baseline({ duration: 120 }), { record: log.record });
  simulation.advance(120);
  const first = log.entries.findIndex(({ fact }) => fact.kind === 'intervalEnded' && fact.height === height);
  const last = log.entries.findLastIndex(({ fact }) => fact.kind === 'configurationApplied' && fact.to === height);
  return log.entries.slice(first, last + 1);
}

// Algorithm 1: an interval ends, a twin proposes, the members agree. Algorithm 2: the block spreads over the primary, whose
// nodes finish their round and apply it, while blocks of the primary go on.
test('one configuration interval of the baseline, as a list of facts', () => {
  expect(printed(oneInterval(2))).toMatchInlineSnapshot(`
    "62.378              INTERVAL ENDED: the members start to agree on configuration block 2
    62.378              node 5 proposed configuration block 2 in proposal cycle 1: the configuration in force
    62.571 – 62.622     16 members committed configuration block 2
    62.571 – 62.660     32 nodes received configuration block 2
    62.601 – 62.639     32 nodes committed block 134
    62.602 – 63.154     32 NODES APPLIED CONFIGURATION BLOCK 2, between two of their rounds
    62.604              CONFIGURATION BLOCK 2 AGREED in proposal cycle 1 of the interval
    62.620              block 134 final, made under configuration block 1
    62.733              node 6 proposed block 135 in view 0
    63.107 – 63.154     30 nodes committed block 135
    63.141              block 135 final, made under configuration block 2: a switch"
  `);
});
