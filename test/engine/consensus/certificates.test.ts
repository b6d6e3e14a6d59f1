import { describe, expect, test } from 'vitest';
import { byzantineFaults } from '../../../engine/consensus/fault-model.js';
import { Pbft } from '../../../engine/consensus/pbft/pbft.js';
import { AS_PUBLISHED } from '../../../engine/consensus/pbft/variant.js';
import { protocolNamed } from '../../../engine/consensus/protocols.js';
import { RoundCertificates } from '../../../engine/consensus/tendermint/round-certificates.js';
import { type NetworkEvent, Topic } from '../../../engine/network/message.js';
import { constantTopology } from '../network/open-network.js';
import { apart } from './equal-links.js';
import { NumberChain, type NumberChainSettings } from './number-chain.js';

type Message = Pick<NetworkEvent, 'kind' | 'sender' | 'node' | 'subject'>;

function kindOf(name: string, message: string): number {
  const kind = protocolNamed(name).messages.indexOf(message);
  if (kind < 0) throw new Error(`${name} has no message ${message}`);
  return kind;
}

/** A chain after half a minute in which some messages were withheld, and the messages that were sent. */
function withheld(settings: Partial<NumberChainSettings>, isWithheld: (message: Message) => boolean) {
  const messages: Message[] = [];
  const chain = new NumberChain({
    topology: constantTopology(4, apart(0.1)),
    ...settings,
    drops: ({ type, kind, sender, node, subject }) => {
      if (type === 'delivery') messages.push({ kind, sender, node, subject });
      return isWithheld({ kind, sender, node, subject });
    },
  }).run(30);
  /** Delivers a message that its sender has never sent. */
  const forge = (message: Message) =>
    chain.consensus.receive({ ...message, type: 'delivery', topic: Topic.primary, sent: 0, votes: 0 });
  return { chain, messages, forge };
}

describe('votes of nodes that are not members', () => {
  test.each([
    ['pbft', 'commit', false],
    ['tendermint', 'precommit', false],
    ['hotstuff', 'commitVote', false],
    ['hotstuff', 'genericVote', true],
  ])('of %s, %s, bring nothing forward', (name, message, overlaps) => {
    const kind = kindOf(name, message);
    // Nodes 0 and 1 have each other's votes and lack a third of four. Node 4 only follows the chain.
    const { chain, messages, forge } = withheld(
      { protocol: name, overlaps, voters: 4, topology: constantTopology(5, apart(0.1)), proposer: () => 0 },
      (sent) => sent.kind === kind && Math.max(sent.sender, sent.node) >= 2,
    );
    const progress = () => chain.proposals.length + chain.decisions.length;
    const [vote] = messages.filter((sent) => sent.kind === kind);
    expect(progress()).toBe(1);
    forge({ ...vote, sender: 4, node: 0 });
    chain.run(60);
    expect(progress()).toBe(1);
    // The vote of a member completes the quorum.
    forge({ ...vote, sender: 2, node: 0 });
    chain.run(90);
    expect(progress()).toBeGreaterThan(1);
  });
});

describe('a proposal', () => {
  test.each([
    ['pbft', 'prePrepare', 'prepare'],
    ['tendermint', 'proposal', 'prevote'],
    ['hotstuff', 'prepare', 'prepareVote'],
  ])('of %s counts only from the node whose turn it is', (name, proposal, vote) => {
    const kind = kindOf(name, proposal);
    const { chain, messages, forge } = withheld({ protocol: name }, (sent) => sent.kind === kind);
    const [sent] = messages.filter((message) => message.kind === kind && message.node === 1);
    const votes = () =>
      messages.filter((message) => message.kind === kindOf(name, vote) && message.sender === 1).length;
    const before = votes();
    forge({ ...sent, sender: 3 });
    chain.run(31);
    expect(votes()).toBe(before);
  });
});

describe('a certificate of HotStuff', () => {
  test.each([
    ['preCommit', 'preCommitVote'],
    ['commit', 'commitVote'],
  ])('for %s without the votes of a quorum gets no vote', (certificate, vote) => {
    const { chain, messages, forge } = withheld({ protocol: 'hotstuff' }, ({ kind, sender }) => {
      return kind === kindOf('hotstuff', 'prepareVote') && sender >= 2;
    });
    const [proposal] = messages.filter(({ kind }) => kind === kindOf('hotstuff', 'prepare'));
    forge({ ...proposal, kind: kindOf('hotstuff', certificate), node: 1 });
    chain.run(31);
    expect(messages.filter(({ kind }) => kind === kindOf('hotstuff', vote))).toEqual([]);
  });

  test.each([
    { name: 'step by step', overlaps: false },
    { name: 'chained', overlaps: true },
  ])('$name: a call into a view counts only from its leader', ({ overlaps }) => {
    const [newView, enterView] = ['newView', 'enterView'].map((message) => kindOf('hotstuff', message));
    // Nodes 2 and 3 reject the proposal of node 1 and call for a view change. Node 0 does not receive the calls.
    const validate = () => 'reject' as const;
    const rules = { protocol: 'hotstuff', overlaps, proposer: () => 1, rejectionEndsRound: true, validate };
    const { chain, messages, forge } = withheld(rules, ({ node }) => node === 0);
    const [call] = messages.filter(({ kind, node }) => kind === enterView && node === 0);
    forge({ ...call, sender: 2 });
    // A message that is not a call does not count as one.
    const told = messages.filter(({ kind }) => kind === newView);
    expect(told.length).toBeGreaterThan(1);
    for (const message of told) forge({ ...message, kind: enterView, sender: 1, node: 0 });
    for (const message of told) forge({ ...message, kind: enterView, node: 0 });
    expect(chain.consensus.view(0)).toBe(0);
    forge(call);
    expect(chain.consensus.view(0)).toBe(1);
  });

  test('that claims a decision decides nothing without the votes of a quorum', () => {
    const { chain, messages, forge } = withheld({ protocol: 'hotstuff' }, ({ kind, sender }) => {
      return kind === kindOf('hotstuff', 'commitVote') && sender >= 2;
    });
    const [proposal] = messages.filter(({ kind }) => kind === kindOf('hotstuff', 'prepare'));
    forge({ ...proposal, kind: kindOf('hotstuff', 'decide'), node: 1 });
    expect(chain.decisions).toEqual([]);
  });
});

describe('a retransmission of Tendermint', () => {
  const [proposal, precommit, repetition] = ['proposal', 'precommit', 'repetition'].map((message) =>
    kindOf('tendermint', message),
  );

  /**
   * No node receives a proposal. The votes of nodes 1 to 3 take them to the second round, after which they receive
   * nothing; node 0 stays behind.
   */
  const inSecondRound = () => {
    let precommits = 0;
    return withheld({ protocol: 'tendermint', timeout: 2 }, ({ kind, node }) => {
      if (node === 0 || kind === proposal || precommits === 6) return true;
      if (kind === precommit) precommits++;
      return false;
    });
  };

  test('brings others to its round by the votes that it carries', () => {
    const { chain, messages, forge } = inSecondRound();
    expect([0, 1, 2, 3].map((node) => chain.consensus.view(node))).toEqual([0, 1, 1, 1]);
    const [sent] = messages.filter(({ kind, sender, node }) => kind === repetition && sender === 1 && node === 0);
    forge(sent);
    expect(chain.consensus.view(0)).toBe(1);
  });

  test('cannot speak in the name of another node', () => {
    const { chain, messages, forge } = inSecondRound();
    const [sent] = messages.filter(({ kind, sender, node }) => kind === repetition && sender === 1 && node === 0);
    forge({ ...sent, sender: 3 });
    expect(chain.consensus.view(0)).toBe(0);
  });

  test.each([
    { what: 'the precommits of a quorum', certificate: { what: 'precommits', senders: [0, 2, 3] }, proves: true },
    { what: 'too few precommits', certificate: { what: 'precommits', senders: [0, 2] }, proves: false },
    { what: 'one vote three times', certificate: { what: 'precommits', senders: [0, 2, 2] }, proves: false },
    { what: 'the vote of no member', certificate: { what: 'precommits', senders: [0, 2, 4] }, proves: false },
    {
      what: 'so many refusals that no quorum is left',
      certificate: { what: 'refusals', senders: [2, 3] },
      proves: true,
    },
    { what: 'one refusal', certificate: { what: 'refusals', senders: [2] }, proves: false },
    { what: 'one honest node in a later round', certificate: { what: 'later', senders: [1, 2] }, proves: true },
    { what: 'one node in a later round', certificate: { what: 'later', senders: [1] }, proves: false },
  ] as const)('with $what proves that a round has begun: $proves', ({ certificate, proves }) => {
    const validators = Uint8Array.of(1, 1, 1, 1, 0);
    const certificates = new RoundCertificates(validators, { precommits: 3, refusals: 2, later: 2 });
    const sent = { height: 1, round: 1, ...certificate };
    certificates.receive(1, sent);
    expect(certificates.proves(1, sent)).toBe(proves);
    // No other node has these messages.
    expect(certificates.proves(2, sent)).toBe(false);
  });
});

describe('the announcement of a new view', () => {
  /** A PBFT whose first new view omits what was prepared before. */
  const forgetful = () => {
    let announced = 0;
    return {
      faults: byzantineFaults,
      create: (...surroundings: ConstructorParameters<typeof Pbft>) => {
        const [network, rules, application, nodes, catchUp] = surroundings;
        const bound: typeof AS_PUBLISHED.bound = (changes) =>
          announced++ === 0 ? undefined : AS_PUBLISHED.bound(changes);
        return new Pbft(network, rules, application, nodes, catchUp, { ...AS_PUBLISHED, bound });
      },
    };
  };

  test('gets no votes if it proposes another content than the view changes demand', () => {
    const commit = kindOf('pbft', 'commit');
    const { chain } = withheld({ protocol: forgetful(), timeout: 2 }, ({ kind, subject }) => {
      // All nodes have prepared the first proposal; none knows whether another has decided it.
      return kind === commit && subject === 0;
    });
    chain.run(100, 1);
    expect(chain.proposals[1]).toMatchObject({ height: 1, view: 1 });
    expect(chain.decisions[0]).toMatchObject({ content: 0 });
    expect(Array.from(chain.decisions[0].views)).toEqual([2, 2, 2, 2]);
  });
});

describe('a block that a node asked for', () => {
  test('is not accepted from a node that has not decided it', () => {
    // Only node 0 receives enough votes to decide.
    const commit = kindOf('pbft', 'commit');
    const { chain } = withheld({}, ({ kind, node }) => kind === commit && node !== 0);
    expect(Array.from(chain.decisions[0].contents)).toEqual([0, -1, -1, -1]);
    const transfer = {
      type: 'delivery',
      topic: Topic.recovery,
      kind: 2,
      node: 1,
      subject: 1,
      sent: 0,
      votes: 0,
    } as const;
    chain.step({ ...transfer, sender: 3 });
    expect(chain.decisions[0].contents[1]).toBe(-1);
    chain.step({ ...transfer, sender: 0 });
    expect(chain.decisions[0].contents[1]).toBe(0);
  });
});
