import { beforeAll, describe, expect, test } from 'vitest';
import type { Results } from '../../../engine/model/results.js';
import { prepare } from '../../../engine/simulation.js';
import { numbers, observe, texts } from '../observed-run.js';
import { baseline, worldwide } from '../scenarios.js';

beforeAll(prepare);

/** Copies of one block leave one after another, so the last node has its copy long after a quorum has voted. */
function queued(consensus: string): Results {
  const { primary, management, ...scenario } = baseline({
    duration: 60,
    topology: worldwide({ nodes: 32, sharing: 'uplink' }),
  });
  return observe({
    ...scenario,
    primary: { ...primary, consensus, dissemination: 'direct', blockSize: 0.1e6 },
    management: { ...management, interval: { kind: 'constant', value: 300 } },
  });
}

describe('direct sends over a shared uplink', () => {
  test.each(['pbft', 'bigfoot', 'tendermint', 'hotstuff'])(
    '%s: nobody asks for a block that is on its way',
    (consensus) => {
      const results = queued(consensus);
      expect(results.tables.blocks.rows).toBeGreaterThan(60);
      const chain = texts(results, 'traffic', 'chain');
      const kind = texts(results, 'traffic', 'kind');
      const messages = numbers(results, 'traffic', 'messages');
      const asked = kind.flatMap((name, row) =>
        chain[row] === 'recovery' || name === 'linkRequest' || name === 'link' ? [messages[row]] : [],
      );
      expect(asked.reduce((sum, count) => sum + count, 0)).toBe(0);
    },
  );
});
