import { beforeAll, describe, expect, test } from 'vitest';
import { byzantineFaults } from '../../../engine/consensus/fault-model.js';
import { Recovery } from '../../../engine/consensus/recovery.js';
import { streamKey } from '../../../engine/kernel/streams.js';
import type { ConfigurationBlock } from '../../../engine/management/configuration-block.js';
import { ConfigurationChain } from '../../../engine/management/configuration-chain.js';
import { Intervals } from '../../../engine/management/interval.js';
import { Management } from '../../../engine/management/management.js';
import { Proofs } from '../../../engine/management/proofs.js';
import { prepareSignatures, Signatures } from '../../../engine/management/signatures.js';
import type { Fact } from '../../../engine/model/facts.js';
import { Observations } from '../../../engine/twins/observations.js';
import { Twins } from '../../../engine/twins/twins.js';
import { FactLog } from '../fact-log.js';
import { CONFIGURATION, ScriptedConsensus, SilentNetwork } from '../primary/algorithm-2.js';

beforeAll(prepareSignatures);

const MEMBERS = [1, 4, 6, 8];
const FAULTS = byzantineFaults(MEMBERS.length, 'safe');

/** Four members with f = 1. The test plays their consensus and records their facts. */
function members() {
  const network = new SilentNetwork();
  const consensus = new ScriptedConsensus(10);
  const reports: string[] = [];
  const facts = new FactLog();
  const copies = new Map<number, ConfigurationBlock>();
  const proofs = new Proofs(MEMBERS, FAULTS.quorum, new Signatures(streamKey(1, 0, 'signatures')));
  const management = new Management(
    {
      network,
      chain: new ConfigurationChain(CONFIGURATION, proofs),
      twins: new Twins(Array(10).fill(undefined), new Observations([]), { count: () => 10 }),
      intervals: new Intervals({ kind: 'constant', value: 30 }, streamKey(1, 0, 'cbi')),
      proofs,
      primary: {
        obtain: (node, block) => copies.set(node, block),
        has: (node) => copies.has(node),
        copy: (node) => copies.get(node),
        round: () => ({ height: 1 }),
      },
      record: (at, fact) => {
        facts.record(at, fact);
        const report = reportOf(fact);
        if (report) reports.push(report);
      },
    },
    {
      members: MEMBERS,
      quorum: FAULTS.quorum,
      consensus: 'pbft',
      configurationBlockSize: 1000,
      proposer: 'hash',
      activation: { kind: 'nextRound' },
    },
    (chain) =>
      new Recovery(
        network,
        { chain: 'management', faults: () => FAULTS, headerSize: 200, voteSize: 200 },
        chain,
        () => consensus,
      ),
  );
  management.start();
  const decide = (node: number, content: number, voters = MEMBERS) => {
    const height = consensus.heights[node]++;
    management.decided(node, height, content, 0, () => voters);
  };
  const intervalsStarted = () => network.calls.filter(({ what }) => what === 'wake').length;
  const signers = (node: number) => copies.get(node)?.proof?.votes.map(({ signer }) => signer);
  return { network, consensus, management, reports, facts, decide, intervalsStarted, copies, signers, proofs };
}

function reportOf(fact: Fact): string | undefined {
  switch (fact.kind) {
    case 'configurationCommitted':
      return `node ${fact.node} has block ${fact.height}`;
    case 'configurationAgreed':
      return `block ${fact.height} agreed`;
    case 'configurationRejected':
      return `node ${fact.node} objects: ${fact.reason}`;
    case 'cycleFailed':
      return 'cycle failed';
    case 'intervalMissed':
      return 'interval missed';
    case 'verificationFailed':
      return `${fact.chain} block ${fact.height}: ${fact.reason}`;
    default:
      return undefined;
  }
}

describe('an agreement', () => {
  test('starts when the interval ends, with every member', () => {
    const { network, consensus, management } = members();
    expect(consensus.begun).toEqual([]);
    network.now = 30e9;
    management.intervalEnds();
    expect(consensus.begun).toEqual(MEMBERS.map((node) => ({ node, at: 30e9 })));
  });

  test('is reached when 2f + 1 members have committed; then the next interval starts, once', () => {
    const { management, reports, decide, intervalsStarted } = members();
    management.intervalEnds();
    const content = management.propose(4, 1, 0);
    for (const node of [4, 1]) decide(node, content);
    expect(reports).not.toContain('block 1 agreed');
    expect(intervalsStarted()).toBe(1);
    for (const node of [8, 6]) decide(node, content);
    expect(reports).toEqual([
      'node 4 has block 1',
      'node 1 has block 1',
      'block 1 agreed',
      'node 8 has block 1',
      'node 6 has block 1',
    ]);
    expect(intervalsStarted()).toBe(2);
  });

  test('whose votes do not prove the block is reported', () => {
    const { management, reports, decide } = members();
    management.intervalEnds();
    decide(4, management.propose(4, 1, 0), [1, 4]);
    expect(reports).toContain('management block 1: it has no valid proof');
  });

  test('is proven by each member with the votes that it holds', () => {
    const { management, decide, signers, copies, proofs, reports } = members();
    management.intervalEnds();
    const content = management.propose(4, 1, 0);
    decide(4, content, [1, 4, 6]);
    decide(8, content, [1, 6, 8]);
    expect([signers(4), signers(8)]).toEqual([
      [1, 4, 6],
      [1, 6, 8],
    ]);
    expect([...copies.values()].every((copy) => proofs.hold(copy))).toBe(true);
    decide(6, content, [4, 6]);
    expect(reports).toContain('management block 1: it has no valid proof');
  });

  test('is proven to a member that had fallen behind with the votes of the sender', () => {
    const { management, decide, signers } = members();
    management.intervalEnds();
    const content = management.propose(4, 1, 0);
    decide(4, content, [1, 4, 6]);
    // The answer of node 4 contains the votes that it has (see the recovery of members).
    decide(8, content, management.voters(4, 1));
    expect(signers(8)).toEqual([1, 4, 6]);
  });

  test('on two blocks at one height is reported', () => {
    const { management, facts, decide } = members();
    management.intervalEnds();
    decide(4, management.propose(4, 1, 0));
    decide(6, management.propose(6, 1, 0));
    const committed = facts.of('configurationCommitted');
    expect(committed.map(({ node, height }) => [node, height])).toEqual([
      [4, 1],
      [6, 1],
    ]);
    expect(committed[0].proposal).not.toBe(committed[1].proposal);
  });
});

describe('an interval', () => {
  test('is missed when 2f + 1 members have gone through |MN| cycles, not before', () => {
    const { management, reports, intervalsStarted } = members();
    management.intervalEnds();
    for (const node of MEMBERS) expect(management.abandoned(node, 1, 2, 3)).toBe(true);
    expect(MEMBERS.slice(0, 2).map((node) => management.abandoned(node, 1, 3, 4))).toEqual([false, false]);
    expect(reports).toEqual([]);
    management.abandoned(6, 1, 3, 4);
    expect(reports).toEqual(['cycle failed', 'interval missed']);
    management.abandoned(8, 1, 3, 4);
    expect(reports).toHaveLength(2);
    expect(intervalsStarted()).toBe(2);
  });

  test('ends for a member by any move to a cycle beyond it, also from an earlier cycle than the last', () => {
    const { management, reports } = members();
    management.intervalEnds();
    expect(management.abandoned(1, 1, 1, 4)).toBe(false);
    for (const node of [4, 6]) expect(management.abandoned(node, 1, 3, 4)).toBe(false);
    expect(reports).toEqual(['cycle failed', 'interval missed']);
  });

  test('that was missed is over for a member in its last cycle once the next one has ended: it continues', () => {
    const { management, reports } = members();
    management.intervalEnds();
    for (const node of [1, 4, 6]) management.abandoned(node, 1, 3, 4);
    management.intervalEnds();
    reports.length = 0;
    expect(management.abandoned(8, 1, 3, 4)).toBe(true);
    // The fact does not count towards the end of the current interval.
    for (const node of [1, 4]) expect(management.abandoned(node, 1, 7, 8)).toBe(false);
    expect(reports).toEqual([]);
    expect(management.abandoned(6, 1, 7, 8)).toBe(false);
    expect(reports).toEqual(['cycle failed', 'interval missed']);
  });

  test('allows |MN| cycles again once a block has been agreed', () => {
    const { management, decide } = members();
    management.intervalEnds();
    for (const node of [1, 4, 6]) management.abandoned(node, 1, 3, 4);
    management.intervalEnds();
    const content = management.propose(4, 1, 4);
    for (const node of MEMBERS) decide(node, content);
    management.intervalEnds();
    expect(management.abandoned(1, 2, 2, 3)).toBe(true);
    expect(management.abandoned(1, 2, 3, 4)).toBe(false);
  });

  test('that was missed and is then decided after all starts no second interval', () => {
    const { management, reports, decide, intervalsStarted } = members();
    management.intervalEnds();
    const content = management.propose(4, 1, 0);
    for (const node of [1, 4, 6]) management.abandoned(node, 1, 3, 4);
    for (const node of MEMBERS) decide(node, content);
    expect(reports).toContain('block 1 agreed');
    expect(intervalsStarted()).toBe(2);
  });
});

test('a proposal on the latest block, with a valid configuration, is accepted', () => {
  const { management } = members();
  management.intervalEnds();
  expect(management.validate(1, management.propose(4, 1, 0))).toBe('accept');
});
