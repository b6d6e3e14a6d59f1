import { beforeAll, expect, test } from 'vitest';
import { prepare, Simulation } from '../../engine/simulation.js';
import { FactLog } from './fact-log.js';
import { printed } from './printed-facts.js';
import { baseline } from './scenarios.js';

beforeAll(prepare);

/** The facts from the end of one interval until every node has applied the resulting configuration block. */
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
    62.571 – 62.628     32 nodes committed block 132
    62.571 – 62.622     16 members committed configuration block 2
    62.571 – 62.660     32 nodes received configuration block 2
    62.581 – 63.104     32 NODES APPLIED CONFIGURATION BLOCK 2, between two of their rounds
    62.601              block 132 final, made under configuration block 1
    62.604              CONFIGURATION BLOCK 2 AGREED in proposal cycle 1 of the interval
    62.709              node 4 proposed block 133 in view 0
    63.071 – 63.104     29 nodes committed block 133
    63.093              block 133 final, made under configuration block 2: a switch"
  `);
});
