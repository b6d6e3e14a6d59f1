import { describe, expect, test } from 'vitest';
import { byzantineFaults } from '../../../engine/consensus/fault-model.js';
import { type Protocol, protocolNamed } from '../../../engine/consensus/protocols.js';
import { type NetworkEvent, Topic } from '../../../engine/network/message.js';
import { constant, constantTopology } from '../network/open-network.js';
import { NumberChain, type NumberChainSettings } from './number-chain.js';

/** One-way latency, s; nothing else takes time. */
const LATENCY = 0.1;
const PAUSE = 0.5;
const TIMEOUT = 100;

const latency = { kind: 'distribution' as const, distribution: constant(LATENCY) };

/** The protocols with the settings of the primary, where a refusal ends the round. */
function chainOf(name: string, nodes: number, settings: Partial<NumberChainSettings> = {}): NumberChain {
  return new NumberChain({
    protocol: name,
    topology: constantTopology(nodes, { latency }),
    timeout: TIMEOUT,
    interval: PAUSE,
    rejectionEndsRound: true,
    overlaps: name === 'hotstuff',
    ...settings,
  });
}

const messages = ({ name, messages: kinds }: Protocol, kind: string) => {
  expect(kinds, `${name} has a message ${kind}`).toContain(kind);
  return kinds.indexOf(kind);
};

describe.each(['pbft', 'bigfoot', 'tendermint', 'hotstuff'])('%s, a proposal that some refuse', (name) => {
  /**
   * Extra time of a protocol: BigFooT waits for the votes of all nodes for a tenth of the timeout before it goes on
   * without them; chained HotStuff needs three more views in a row, each with its pause, and starts over with them
   * after a failed one.
   */
  const slack = { bigfoot: 0.11 * TIMEOUT, hotstuff: 6 * PAUSE }[name] ?? 0;

  test.each([4, 7, 10, 32])('costs no timeout, however many of %i nodes refuse it', (nodes) => {
    for (let refusing = 1; refusing < nodes; refusing += nodes > 10 ? 5 : 1) {
      // The third content: its proposer accepts it, and the nodes after the proposer reject it.
      const chain: NumberChain = chainOf(name, nodes, {
        validate: (node, content) => {
          const { node: proposer } = chain.proposals[content];
          return content === 2 && (node - proposer + nodes) % nodes <= refusing && node !== proposer
            ? 'reject'
            : 'accept';
        },
      });
      chain.run(10 * TIMEOUT, 6);
      expect(chain.decisions.length).toBeGreaterThanOrEqual(6);
      const times = chain.decisions.slice(0, 6).map(({ times }) => Math.max(...times) / 1e9);
      const steps = times.map((time, index) => time - (index ? times[index - 1] : 0));
      // A round takes at most three messages with PBFT. The view change, or the return of the nodes that refused, takes
      // four more.
      expect(Math.max(...steps), `${refusing} refuse`).toBeLessThan(PAUSE + 20 * LATENCY + slack);
      for (const { contents, content } of chain.decisions.slice(0, 6)) {
        expect([...contents]).toEqual(new Array(nodes).fill(content));
      }
    }
  });

  test('is never decided where no quorum accepts it', () => {
    const nodes = 7;
    const chain: NumberChain = chainOf(name, nodes, {
      validate: (node, content) =>
        content === 2 && node > byzantineFaults(nodes, 'safe').tolerated + 1 ? 'reject' : 'accept',
    });
    chain.run(10 * TIMEOUT, 6);
    expect(chain.decisions.map(({ content }) => content)).not.toContain(2);
  });
});

describe('PBFT, a node that has given up a view', () => {
  const refuser = 3;
  const validate = (node: number, content: number) =>
    content === 0 && node === refuser ? ('reject' as const) : ('accept' as const);

  test('ignores their commits, and gets the certificate from a node that has decided', () => {
    const chain = chainOf('pbft', 4, { validate }).run(50, 1);
    const { times } = chain.decisions[0];
    const decided = Math.max(...[...times].slice(0, refuser));
    // The node is informed, asks and is answered. It knows the block and lacks only the commits.
    expect((times[refuser] - decided) / 1e9).toBeCloseTo(3 * LATENCY, 9);
  });

  test('is not sent the block again', () => {
    const { network } = chainOf('pbft', 4, { validate, blockSize: 1e6, headerSize: 200, voteSize: 200 }).run(50, 1);
    const broadcasts = 3 * 1e6;
    const bytes = network.traffic.bytes.reduce((sum, sent) => sum + sent);
    expect(bytes).toBeGreaterThan(broadcasts);
    expect(bytes).toBeLessThan(broadcasts + 20_000);
  });

  test('does not delay the others, even if it proposes next', () => {
    const chain = chainOf('pbft', 4, { validate, proposer: (height, view) => (height === 2 ? refuser : 0) + view }).run(
      50,
      2,
    );
    expect(chain.proposals.map(({ node }) => node).slice(0, 2)).toEqual([0, refuser]);
    expect(chain.failures).toEqual([]);
  });

  test('because of its timeout decides in the next view with everyone', () => {
    // All nodes abandon the view just before the commits arrive.
    const chain = chainOf('pbft', 4, { timeout: 2.5 * LATENCY }).run(50, 1);
    expect([...chain.decisions[0].views]).toEqual([1, 1, 1, 1]);
    expect(chain.failures).toMatchObject([{ height: 1, view: 0 }]);
  });
});

describe('PBFT, a node with the commits of a quorum', () => {
  const pbft = protocolNamed('pbft');
  const [prepare, commit] = [messages(pbft, 'prepare'), messages(pbft, 'commit')];
  const late = 0.7;

  test('decides when it has prepared, too, and sends its own commit (committed-local)', () => {
    // Node 3 receives no prepares before the commits. It gets them when the timeout of the test expires.
    let sent = 0;
    const drops = (event: NetworkEvent) => {
      if (event.topic !== Topic.primary) return false;
      if (event.kind === commit && event.sender === 3) sent++;
      return event.kind === prepare && event.node === 3;
    };
    const chain = chainOf('pbft', 4, { drops }).run(PAUSE + late, 1);
    const { contents } = chain.decisions[0];
    expect([...contents]).toEqual([0, 0, 0, -1]);
    expect(sent).toBe(0);
  });

  test('without the proposal takes the block with the commits as its certificate', () => {
    const proposal = messages(pbft, 'prePrepare');
    const drops = (event: NetworkEvent) =>
      event.topic === Topic.primary && event.kind === proposal && event.node === 3 && event.type === 'delivery';
    const chain = chainOf('pbft', 4, { drops }).run(50, 1);
    expect([...chain.decisions[0].contents]).toEqual([0, 0, 0, 0]);
  });
});

describe('a node that knows its height decided and lacks the block', () => {
  const proposal = messages(protocolNamed('pbft'), 'prePrepare');

  test('waits as long for its copy as the copies of the rest may take after those of a quorum', () => {
    const n = 7;
    const round = 3 * LATENCY;
    const { quorum } = byzantineFaults(n, 'safe');
    const wait = (round * (n - quorum)) / quorum;
    const requests: number[] = [];
    const chain: NumberChain = chainOf('pbft', n, {
      drops: (event, now) => {
        if (event.topic === Topic.recovery) requests.push(now / 1e9);
        return (
          event.topic === Topic.primary && event.kind === proposal && event.node === 6 && event.type === 'delivery'
        );
      },
    });
    chain.run(50, 1);
    // The copy for this node is lost. It sends a request after the wait; the answer arrives one message later.
    expect(requests[0]).toBeCloseTo(PAUSE + round + wait + LATENCY, 9);
    expect(chain.decisions[0].contents[6]).toBe(0);
  });
});

describe('chained HotStuff, the leader of the next view with a quorum of votes for a block that it lacks', () => {
  const generic = messages(protocolNamed('hotstuff'), 'generic');

  test('asks a node that voted for it, and the next one if no answer comes', () => {
    // The fourth block, of view 3: node 1 leads the next view.
    for (const deaf of [1, 2]) {
      let answers = 0;
      const link = messages(protocolNamed('hotstuff'), 'link');
      const chain = chainOf('hotstuff', 4, {
        drops: (event) => {
          if (event.topic !== Topic.primary || event.type !== 'delivery') return false;
          if (event.kind === link) return ++answers < deaf;
          return event.kind === generic && event.node === 1 && event.subject === 3;
        },
      }).run(60, 8);
      expect(chain.failures).toEqual([]);
      expect(chain.decisions.slice(0, 5).map(({ content }) => content)).toEqual([0, 1, 2, 3, 4]);
      expect(answers).toBe(deaf);
    }
  });
});
