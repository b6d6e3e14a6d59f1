/** One column of a table, in the program and in the files of a run. */
export interface ColumnDescription {
  name: string;
  /** `integer` is INT64 in Parquet, `real` DOUBLE, `text` UTF-8. */
  kind: 'integer' | 'real' | 'text';
  /** SI unit; empty for counts, names and flags. */
  unit: string;
  meaning: string;
  /** True if a row may have no value: an empty field in CSV, null in Parquet, NaN in the program. */
  optional: boolean;
}

export interface TableDescription {
  name: TableName;
  /** What one row stands for. */
  row: string;
  columns: readonly ColumnDescription[];
}

/** Shares of the nodes, %, for which a run records when they had received a block. */
export const RECEIPT_SHARES = [50, 80, 95, 100] as const;

function integer<const Name extends string>(name: Name, meaning: string, unit = '') {
  return { name, kind: 'integer', unit, meaning, optional: false } as const;
}

function real<const Name extends string>(name: Name, unit: string, meaning: string) {
  return { name, kind: 'real', unit, meaning, optional: false } as const;
}

/** A number that a row may lack. */
function perhaps<const Name extends string>(name: Name, unit: string, meaning: string) {
  return { name, kind: 'real', unit, meaning, optional: true } as const;
}

function text<const Name extends string>(name: Name, meaning: string) {
  return { name, kind: 'text', unit: '', meaning, optional: false } as const;
}

function received<const Share extends (typeof RECEIPT_SHARES)[number]>(share: Share) {
  const nodes = share === 100 ? 'all' : `${share} % of the`;
  const how = share === 50 ? ', by its proposal or by catching up' : '';
  return perhaps(
    `received${share}` as const,
    's',
    `Time from the proposal until ${nodes} nodes had the whole block${how}; none if they had not when the run ended.`,
  );
}

const CYCLE = 'Proposal cycle on this height, from 1. The count continues after a missed interval.';

/**
 * Every table of a run and every column: the source for recorders, files and `docs/results.md`. Times are seconds since
 * the start of the run. All tables are in one file, however long, because readers look columns up here.
 */
export const TABLES = [
  {
    name: 'blocks',
    row: 'one block of the primary chain',
    columns: [
      integer('height', 'Height of the block; the genesis block has 0.'),
      real('time', 's', 'When a quorum of validators had committed the block.'),
      perhaps('blockTime', 's', 'Time since the previous block; none for the first block of the chain.'),
      integer('switch', '1 if the previous block was made under another configuration block, else 0.'),
      integer('configuration', 'Height of the configuration block that the block was made under.'),
      integer('proposer', 'Node that proposed the block.'),
      integer(
        'view',
        'View, or round, in which the node that completed the quorum decided the block: the number of rounds that failed before it.',
      ),
      integer('transactions', 'Transactions in the block.', 'tx'),
      real('bytes', 'B', 'Bytes of its transactions, without the header.'),
      text('hash', 'SHA-256 of the block, hexadecimal.'),
    ],
  },
  {
    name: 'configurationBlocks',
    row: 'one block of the management chain (Section 2.1)',
    columns: [
      integer('height', 'Height of the configuration block; the genesis block has 0.'),
      real(
        'due',
        's',
        'When the configuration block interval ended and the agreement began; after missed intervals, the end of the last one.',
      ),
      real('decided', 's', 'When a quorum of management nodes had committed the block.'),
      integer('proposer', 'Node that proposed the block.'),
      integer('cycles', 'Proposal cycles since `due` (Algorithm 1); 1 if the first succeeded.'),
      integer('missed', 'Earlier intervals that ended without a decision on this height.'),
      real('agreement', 's', 'Agreement delay: `decided` − `due` (Section 3.1).'),
      text('consensus', 'Consensus protocol of the primary in the configuration that the block holds.'),
      real('blockSize', 'B', 'Block size in the configuration.'),
      real('blockInterval', 's', 'Block interval in the configuration.'),
      real('roundTimeout', 's', 'Round timeout in the configuration.'),
      text('dissemination', '`direct` or `gossip` in the configuration.'),
      text(
        'validators',
        'Validators in the configuration, as the language writes them: `all`, `16`, `Banks, 4 of Ports`.',
      ),
      integer('changes', 'Number of properties that differ from the previous configuration.'),
      text('hash', 'SHA-256 of the block, hexadecimal.'),
    ],
  },
  {
    name: 'proposals',
    row: 'one proposed configuration block, including those of failed cycles',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', CYCLE),
      real('due', 's', 'End of the configuration block interval of the cycle.'),
      real('time', 's', 'When it was proposed.'),
      integer('proposer', 'Management node that proposed it.'),
      integer('agreed', '1 if the block was agreed, in this cycle or, once prepared, in a later one; else 0.'),
      integer('open', '1 if it was still being voted on when the run ended, else 0.'),
      integer('rule', "Number of the rule of its twin's policy that held, from 1; 0 where none did."),
    ],
  },
  {
    name: 'changes',
    row: 'one property in which a proposed configuration differs from the previous one',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', 'Cycle in which it was proposed.'),
      text('property', 'The property, such as `blockSize`.'),
      text('before', 'Its value in the previous configuration: SI, or as the language writes it.'),
      text('after', 'Its value in the proposed configuration.'),
    ],
  },
  {
    name: 'figures',
    row: 'one observation that the rule behind a proposal read',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', 'Cycle in which it was proposed.'),
      text('name', "Name of the observation in the policy of the proposer's twin."),
      perhaps('value', '', 'Its value at the end of the interval, in SI; none if it had no samples.'),
      text('unit', 'Unit of the value; empty for a plain number.'),
    ],
  },
  {
    name: 'objections',
    row: 'one management node that voted against a proposed configuration block',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', 'Cycle in which it was proposed.'),
      integer('node', 'Management node that voted against the proposal.'),
      real('time', 's', 'When it voted.'),
      text('reason', "The condition of its twin's `accept when`, or what makes the configuration invalid."),
    ],
  },
  {
    name: 'delays',
    row: 'one configuration block on one node of the primary (Section 3.1)',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('node', 'The node.'),
      integer(
        'rank',
        'Order in which the nodes applied the block, from 1; nodes that had not applied it when the run ended come last, in the order in which they received it.',
      ),
      integer(
        'counted',
        "1 if the node is among the 2f+1 validators that applied the block first, whose update and total are the run's; else 0.",
      ),
      integer('receivedRank', 'Order in which the nodes received the block, from 1.'),
      integer(
        'receivedCounted',
        "1 if the node is among the 2f+1 validators that received the block first, whose propagation is the run's; else 0.",
      ),
      perhaps('received', 's', 'When the node received the block; for a management node, when it committed the block.'),
      perhaps('applied', 's', 'When the node applied the configuration; none if it had not when the run ended.'),
      perhaps('agreement', 's', 'Agreement delay of the block, the same on every node.'),
      perhaps(
        'propagation',
        's',
        'Propagation delay: `received` − `decided`; 0 if the node received the block before the decision.',
      ),
      perhaps(
        'update',
        's',
        'Update delay: `applied` − `received`, or `applied` − `decided` if the node received the block before the decision; 0 if it applied the block before the decision.',
      ),
      perhaps(
        'total',
        's',
        'Sum of the agreement, propagation and update delay of the node: `applied` − `due`, or more if the node applied the block before the decision.',
      ),
      perhaps('roundHeight', '', 'Height that the node worked on when the block arrived.'),
      perhaps('roundView', '', 'View that the node was in when the block arrived.'),
    ],
  },
  {
    name: 'receipts',
    row: 'one block of the primary chain and the times at which shares of the nodes had it',
    columns: [
      integer('height', 'Height of the block.'),
      integer('proposer', 'Node that proposed it, and so had it at once.'),
      real('proposed', 's', 'When it was first proposed.'),
      received(50),
      received(80),
      received(95),
      received(100),
    ],
  },
  {
    name: 'transactions',
    row: 'one committed transaction; no rows on a saturated primary, which has no workload',
    columns: [
      integer('block', 'Height of the block that holds it.'),
      real('latency', 's', 'From its submission to the commit of its block.'),
    ],
  },
  {
    name: 'waiting',
    row: 'one transaction that is in no committed block at the end of the run; no rows on a saturated primary',
    columns: [real('age', 's', 'Time since its submission.')],
  },
  {
    name: 'series',
    row: 'one second of simulated time',
    columns: [
      real('time', 's', 'End of the second.'),
      perhaps('pool', 'tx', 'Transactions in the pool at that time; none on a saturated primary.'),
      perhaps('arrivals', 'tx', 'Transactions submitted in the second, dropped ones included.'),
      perhaps('dropped', 'tx', 'Transactions dropped in the second because the pool was full.'),
      real('committed', 'tx', 'Transactions committed in the second.'),
      real('messages', '', 'Transmissions begun in the second.'),
      real('bytes', 'B', 'Bytes of these transmissions.'),
    ],
  },
  {
    name: 'traffic',
    row: 'one kind of message',
    columns: [
      text('chain', '`primary`, `management`, `configuration` (gossip of decided blocks) or `recovery`.'),
      text('kind', 'Kind of the message in its protocol, such as `prepare`.'),
      integer('messages', 'Transmissions, duplicate copies included.'),
      real('bytes', 'B', 'Bytes of these transmissions.'),
    ],
  },
  {
    name: 'nodes',
    row: 'one node',
    columns: [
      integer('node', 'Number of the node, from 0.'),
      text('group', 'Group of the topology.'),
      text('place', 'City, or coordinates.'),
      real('latitude', '°', 'North of the equator.'),
      real('longitude', '°', 'East of Greenwich.'),
      integer('management', '1 for a management node, else 0.'),
      integer(
        'validator',
        '1 for a validator of the primary at the start of the run, else 0; twins may choose others.',
      ),
      perhaps('received', 's', 'Mean time from the proposal of a block of the primary until the node had it.'),
    ],
  },
  {
    name: 'links',
    row: 'one direction of one link of the overlay',
    columns: [
      integer('from', 'Node that sends.'),
      integer('to', 'Node that receives.'),
      real('latency', 's', 'One-way latency, without jitter; the minimum if it is drawn for every message.'),
    ],
  },
  {
    name: 'culprits',
    row: 'one kind of misbehaviour of one Byzantine node on one chain, or one node that was down or cut off when it was its turn to propose',
    columns: [
      text('chain', '`primary` or `management`.'),
      integer('node', 'The node.'),
      text('name', 'Place and number of the node.'),
      text(
        'deed',
        'As a proposer `silent`, `invalid`, `equivocated`, `late` or `harmful`; as a voter `abstained`, `opposed`, `doubleVoted` or `votedLate`; or `down` or `cutOff`: when it was its turn to propose a configuration, it had crashed or its side of a partition had no quorum.',
      ),
      integer('count', 'How often the node did so.'),
      integer(
        'failed',
        'Proposal cycles of the management chain, or rounds of the primary, that failed because of it: for a proposer its own; for a voter those in which enough voters misbehaved to block a quorum.',
      ),
      integer('missed', 'Intervals that were missed after such a cycle.'),
      real(
        'seconds',
        's',
        'Total duration of these cycles or rounds, plus the lateness of late proposals that were decided nevertheless.',
      ),
    ],
  },
  {
    name: 'violations',
    row: 'one violation of an invariant; at most 20 of each invariant are kept',
    columns: [
      real('time', 's', 'When the violation was detected.'),
      text('invariant', 'Name of the invariant: what `expect … always` asks for.'),
      text('chain', '`primary` or `management`.'),
      text('heights', 'Heights of the blocks concerned, separated by spaces.'),
      text('nodes', 'Nodes concerned, separated by spaces; empty if it concerns all of them.'),
      text('message', 'What is violated, as a sentence.'),
      text('because', 'The facts that led to it, each with its time in seconds, separated by semicolons.'),
      integer('more', 'In the last row of an invariant, the number of further violations that were not kept; else 0.'),
    ],
  },
  {
    name: 'candidates',
    row: 'one candidate that a twin simulated before it made a proposal; no rows if no twin looks ahead',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', 'Cycle in which it was proposed.'),
      text('consensus', 'Consensus protocol of the candidate.'),
      real('blockSize', 'B', 'Block size of the candidate.'),
      real('blockInterval', 's', 'Block interval of the candidate.'),
      real('roundTimeout', 's', 'Round timeout of the candidate.'),
      text('dissemination', '`direct` or `gossip` in the candidate.'),
      text('validators', 'Validators in the candidate, as the language writes them.'),
      integer('runs', 'How often the twin simulated it.'),
      perhaps('mean', '', 'Mean of the objective over these runs, in SI; none if it is undefined in one of them.'),
      perhaps('error', '', 'Standard error of the mean, in SI; none for fewer than two runs.'),
      integer('inForce', '1 for the configuration in force, else 0.'),
      integer('best', '1 for the candidate with the best mean, else 0.'),
      integer('proposed', '1 for the candidate that the twin proposed, else 0.'),
    ],
  },
  {
    name: 'judgements',
    row: 'one comparison of a proposal with the best candidate that a voting twin found by its own look-ahead',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', 'Cycle in which it was proposed.'),
      integer('node', 'Management node whose twin it is.'),
      real('time', 's', 'When it compared them.'),
      perhaps('proposed', '', 'Mean of its own objective for the proposal, in SI; none if that is undefined.'),
      perhaps('best', '', 'Mean of its own objective for its best candidate, in SI; none if that is undefined.'),
      integer('accepted', '1 if it voted for the proposal, else 0.'),
    ],
  },
  {
    name: 'mirrors',
    row: 'one twin that looks ahead, at the end of one interval: its estimates and the true values',
    columns: [
      integer('configuration', 'Height of the configuration block that was due.'),
      integer('node', 'Management node whose twin it is.'),
      real('time', 's', 'When the interval ended.'),
      real('staleness', 's', 'Age of the last block that its node has committed.'),
      perhaps('arrivals', 'tx/s', 'Estimated rate of arrivals; none on a saturated primary.'),
      perhaps('arrivalsTrue', 'tx/s', 'True rate of arrivals; none on a saturated primary.'),
      real('bandwidth', '', 'Estimated rate of links, as a multiple of the rate that the topology declares.'),
      real('bandwidthTrue', '', 'True rate of links, as the same multiple.'),
      real(
        'latency',
        '',
        'Estimated latency of links, as a multiple of the declared one; mean over the sending nodes.',
      ),
      real('latencyTrue', '', 'True latency of links, as the same multiple; mean over the sending nodes.'),
      real('latencyError', '', 'Relative error of the estimated latency; mean over the sending nodes.'),
      real('loss', '', 'Estimated probability that a copy is lost.'),
      real('lossTrue', '', 'True probability that a copy is lost.'),
      integer('live', 'Estimated number of live nodes.'),
      integer('liveTrue', 'True number of live nodes.'),
      real('mistaken', '', 'Share of the nodes whose state, live or not, it misjudged.'),
    ],
  },
  {
    name: 'tries',
    row: 'one configuration that a learning twin proposed; no rows if no twin learns',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', 'Cycle in which it was proposed.'),
      text('state', 'State that the twin observed; bounds in SI.'),
      text('action', 'Action that it chose; SI.'),
      integer('exploring', '1 if it explored: chose another action than the one with the best value; else 0.'),
    ],
  },
  {
    name: 'lessons',
    row: 'one interval from which the first learning twin learnt, including those of the warm-up',
    columns: [
      integer('configuration', 'Height of the configuration block that was due at its start.'),
      integer('node', 'Management node whose twin it is.'),
      real('time', 's', 'When the interval ended.'),
      text('state', 'State at its start.'),
      text('action', 'Action in force during it.'),
      real('reward', '', 'Reward of the interval, in SI.'),
      real('value', '', 'Estimated value of the action in this state after this interval, in SI.'),
      real('visits', '', 'Number of visits that the value rests on; it decays if the twin forgets.'),
    ],
  },
  {
    name: 'learnt',
    row: 'one action in one state, as a learning twin values it at the end of the run; without those it never tried',
    columns: [
      integer('node', 'Management node whose twin it is.'),
      text('state', 'The state; bounds in SI.'),
      text('action', 'The action; SI.'),
      real('value', '', 'Estimated value of the action in this state, in SI.'),
      real('visits', '', 'Number of visits that the value rests on; it decays if the twin forgets.'),
    ],
  },
] as const satisfies readonly (Omit<TableDescription, 'name'> & { name: string })[];

export type TableName = (typeof TABLES)[number]['name'];

type Described<Name extends TableName> = Extract<(typeof TABLES)[number], { name: Name }>;

/** The columns of a table by the kind of their values. */
type ColumnOf<Name extends TableName> = Described<Name>['columns'][number];

/** One row of a table: every value by the name of its column, NaN if it has none. */
export type Row<Name extends TableName> = {
  [Column in ColumnOf<Name> as Column['name']]: Column['kind'] extends 'text' ? string : number;
};

export function tableDescription<Name extends TableName>(name: Name): TableDescription {
  const found = TABLES.find((table) => table.name === name);
  if (!found) throw new RangeError(`no table is called ${name}`);
  return found;
}
