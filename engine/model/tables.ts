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

/** Shares of the nodes, in per cent, for which it is told when so many had a block. */
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
    `Time from then until ${nodes} nodes had it whole${how}; none where that had not come when the run ended.`,
  );
}

const CYCLE = 'Proposal cycle on this height, from 1. It is counted on where an interval was missed.';

/**
 * Every table of a run and every column of it: what recorders write, what files hold, and what `docs/results.md` says.
 * Times are seconds since the start of the run. One table in one file, however long: readers look a column up here.
 */
export const TABLES = [
  {
    name: 'blocks',
    row: 'one block of the primary chain',
    columns: [
      integer('height', 'Height of the block; the genesis block has 0.'),
      real('time', 's', 'When a quorum of validators had committed the block.'),
      perhaps('blockTime', 's', 'Time since the block before; none for the first block of the chain.'),
      integer('switch', '1 where the block before was made under another configuration block, else 0.'),
      integer('configuration', 'Height of the configuration block that the block was made under.'),
      integer('proposer', 'Node that proposed the block.'),
      integer(
        'view',
        'View, or round, in which the node that completed the quorum decided the block: so many rounds failed before it.',
      ),
      integer('transactions', 'Transactions in the block.', 'tx'),
      real('bytes', 'B', 'Bytes of its transactions; the header comes on top.'),
      text('hash', 'SHA-256 of the block, hexadecimal.'),
    ],
  },
  {
    name: 'configurationBlocks',
    row: 'one block of the management chain (Section 2.1)',
    columns: [
      integer('height', 'Height of the configuration block; the genesis block has 0.'),
      real('due', 's', 'When the configuration block interval ended and the agreement began; the last one of several.'),
      real('decided', 's', 'When a quorum of management nodes had committed the block.'),
      integer('proposer', 'Node that proposed the block.'),
      integer('cycles', 'Proposal cycles that it took since `due` (Algorithm 1); 1 where the first succeeded.'),
      integer('missed', 'Intervals that were given up before without a decision on this height.'),
      real('agreement', 's', 'Agreement delay: decided less due (Section 3.1).'),
      text('consensus', 'Consensus protocol of the primary in the configuration that the block holds.'),
      real('blockSize', 'B', 'Block size in the configuration.'),
      real('blockInterval', 's', 'Block interval in the configuration.'),
      real('roundTimeout', 's', 'Round timeout in the configuration.'),
      text('dissemination', '`direct` or `gossip` in the configuration.'),
      text(
        'validators',
        'Validators in the configuration, as the language writes them: `all`, `16`, `Banks, 4 of Ports`.',
      ),
      integer('changes', 'Number of properties that differ from the configuration of the block before.'),
      text('hash', 'SHA-256 of the block, hexadecimal.'),
    ],
  },
  {
    name: 'proposals',
    row: 'one proposed configuration block, those of failed cycles among them',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', CYCLE),
      real('due', 's', 'When the configuration block interval ended that the cycle belongs to.'),
      real('time', 's', 'When it was proposed.'),
      integer('proposer', 'Management node that proposed it.'),
      integer('agreed', '1 where the block was agreed, in this cycle or, once prepared, in a later one; else 0.'),
      integer('open', '1 where it was still being voted on when the run ended, else 0.'),
      integer('rule', "Number of the rule of its twin's policy that held, from 1; 0 where none did."),
    ],
  },
  {
    name: 'changes',
    row: 'one property in which a proposed configuration differs from the one before',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', 'Cycle in which it was proposed.'),
      text('property', 'The property, such as `blockSize`.'),
      text('before', 'Its value in the configuration before: SI, or as the language writes it.'),
      text('after', 'Its value in the proposed one.'),
    ],
  },
  {
    name: 'figures',
    row: 'one observation that the rule behind a proposal read',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', 'Cycle in which it was proposed.'),
      text('name', "Name of the observation in the policy of the proposer's twin."),
      perhaps('value', '', 'Its value at the end of the interval, in SI; none without samples.'),
      text('unit', 'Unit of the value; empty for a plain number.'),
    ],
  },
  {
    name: 'objections',
    row: 'one management node that voted against a proposed configuration block',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', 'Cycle in which it was proposed.'),
      integer('node', 'Management node that voted against it.'),
      real('time', 's', 'When it did.'),
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
        'Order in which the nodes applied the block, from 1; those that had not when the run ended come last, as they received it.',
      ),
      integer(
        'counted',
        "1 where the node is among the 2f+1 validators that applied the block first, whose update and total are the run's; else 0.",
      ),
      integer('receivedRank', 'Order in which the nodes received the block, from 1.'),
      integer(
        'receivedCounted',
        "1 where the node is among the 2f+1 validators that received the block first, whose propagation is the run's; else 0.",
      ),
      perhaps('received', 's', 'When the node received the block; a management node has it from its own commit on.'),
      perhaps(
        'applied',
        's',
        'When the node began to use the configuration; none where it had not when the run ended.',
      ),
      perhaps('agreement', 's', 'Agreement delay of the block, the same on every node.'),
      perhaps('propagation', 's', 'Propagation delay: received less decided, and 0 for an earlier receipt.'),
      perhaps(
        'update',
        's',
        'Update delay: applied less received, or less decided for an earlier receipt, and 0 for an earlier use.',
      ),
      perhaps(
        'total',
        's',
        'Agreement, propagation and update of the node together: applied less due, or more where the node used the block before the decision.',
      ),
      perhaps('roundHeight', '', 'Height that the node worked on when the block arrived.'),
      perhaps('roundView', '', 'View that the node was in when the block arrived.'),
    ],
  },
  {
    name: 'receipts',
    row: 'one block of the primary chain: who had it when',
    columns: [
      integer('height', 'Height of the block.'),
      integer('proposer', 'Node that proposed it, and had it at once.'),
      real('proposed', 's', 'When it was proposed first.'),
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
    row: 'one transaction that is in no committed block when the run ends; no rows on a saturated primary',
    columns: [real('age', 's', 'How long it has waited since its submission.')],
  },
  {
    name: 'series',
    row: 'one second of simulated time',
    columns: [
      real('time', 's', 'End of the second.'),
      perhaps('pool', 'tx', 'Transactions that wait in the pool at that time; none on a saturated primary.'),
      perhaps('arrivals', 'tx', 'Transactions submitted in the second, dropped ones included.'),
      perhaps('dropped', 'tx', 'Transactions that found the pool full.'),
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
      text('kind', 'What the message is to its protocol, such as `prepare`.'),
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
      real('latency', 's', 'One-way latency, without jitter; the least where it is drawn for every message.'),
    ],
  },
  {
    name: 'culprits',
    row: 'one thing that a Byzantine node did on a chain, or a node that was down or cut off when it was its turn',
    columns: [
      text('chain', '`primary` or `management`.'),
      integer('node', 'The node.'),
      text('name', 'Its place and its number.'),
      text(
        'deed',
        'As a proposer `silent`, `invalid`, `equivocated`, `late` or `harmful`; as a voter `abstained`, `opposed`, `doubleVoted` or `votedLate`; or `down` or `cutOff`: it had crashed, or had no quorum on its side of a partition, when it was its turn to propose a configuration.',
      ),
      integer('count', 'How often.'),
      integer(
        'failed',
        'Proposal cycles of the management chain, or rounds of the primary, that failed by it: its own as a proposer; as a voter those in which as many misbehaved as block a quorum.',
      ),
      integer('missed', 'Intervals that were missed with such a cycle.'),
      real(
        'seconds',
        's',
        'How long those cycles or rounds took together, and by how much proposals came late that were decided all the same.',
      ),
    ],
  },
  {
    name: 'violations',
    row: 'one time at which something did not hold that must always hold; at most 20 of one invariant are kept',
    columns: [
      real('time', 's', 'When it was noticed.'),
      text('invariant', 'Name of the invariant: what `expect … always` asks for.'),
      text('chain', '`primary` or `management`.'),
      text('heights', 'Heights of the blocks that it is about, separated by spaces.'),
      text('nodes', 'Nodes on which it shows, separated by spaces; empty where it is about all of them.'),
      text('message', 'What did not hold.'),
      text('because', 'The facts that led to it, each with its time in seconds, separated by semicolons.'),
      integer('more', 'Of the last one of an invariant that is kept, how many more there were; 0 elsewhere.'),
    ],
  },
  {
    name: 'candidates',
    row: 'one configuration that a twin simulated before it proposed one; no rows where no twin looks ahead',
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
      perhaps('mean', '', 'Mean of the objective over these runs, in SI; none where one of them left it undefined.'),
      perhaps('error', '', 'Standard error of the mean, in SI; none below two runs.'),
      integer('inForce', '1 for the configuration in force, else 0.'),
      integer('best', '1 for the candidate with the best mean, else 0.'),
      integer('proposed', '1 for the candidate that the twin proposed, else 0.'),
    ],
  },
  {
    name: 'judgements',
    row: 'one twin that compared a proposal with the best of its own look ahead',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', 'Cycle in which it was proposed.'),
      integer('node', 'Management node whose twin it is.'),
      real('time', 's', 'When it did.'),
      perhaps('proposed', '', 'Mean of its own objective for the proposal, in SI; none where that is undefined.'),
      perhaps('best', '', 'The same for its own best.'),
      integer('accepted', '1 where it voted for the proposal, else 0.'),
    ],
  },
  {
    name: 'mirrors',
    row: 'one twin that looks ahead, at the end of one interval: what it took for true, and what was true',
    columns: [
      integer('configuration', 'Height of the configuration block that was due.'),
      integer('node', 'Management node whose twin it is.'),
      real('time', 's', 'When the interval ended.'),
      real('staleness', 's', 'Age of the last block that its node had committed.'),
      perhaps('arrivals', 'tx/s', 'Rate of arrivals that it believed in; none on a saturated primary.'),
      perhaps('arrivalsTrue', 'tx/s', 'What the rate was.'),
      real('bandwidth', '', 'Rate of links that it believed in, as a multiple of what the topology declares.'),
      real('bandwidthTrue', '', 'What it was.'),
      real('latency', '', 'Latency of links that it believed in, likewise, on the mean over the nodes that send.'),
      real('latencyTrue', '', 'What it was.'),
      real('latencyError', '', 'Relative error of that latency, on the mean over the nodes that send.'),
      real('loss', '', 'Probability that a copy is lost that it believed in.'),
      real('lossTrue', '', 'What it was.'),
      integer('live', 'Nodes that it took for alive.'),
      integer('liveTrue', 'Nodes that were.'),
      real('mistaken', '', 'Share of the nodes about which it was wrong.'),
    ],
  },
  {
    name: 'tries',
    row: 'one configuration that a twin proposed by what it had learnt; no rows where no twin learns',
    columns: [
      integer('configuration', 'Height of the configuration block.'),
      integer('cycle', 'Cycle in which it was proposed.'),
      text('state', 'The state in which it saw itself; bounds in SI.'),
      text('action', 'What it chose; SI.'),
      integer('exploring', '1 where it tried something else than what it took for best, else 0.'),
    ],
  },
  {
    name: 'lessons',
    row: 'one interval from which the first of the twins that learn learnt, those of the warm-up among them',
    columns: [
      integer('configuration', 'Height of the configuration block that was due at its start.'),
      integer('node', 'Management node whose twin it is.'),
      real('time', 's', 'When the interval ended.'),
      text('state', 'The state in which it began.'),
      text('action', 'What was in force in it.'),
      real('reward', '', 'What it was worth, in SI.'),
      real('value', '', 'What the action is worth in this state by now, in SI.'),
      real('visits', '', 'How much experience that rests on; it fades where the twin forgets.'),
    ],
  },
  {
    name: 'learnt',
    row: 'one action in one state, as a twin that learns knows it when the run ends; what was never tried is left out',
    columns: [
      integer('node', 'Management node whose twin it is.'),
      text('state', 'The state; bounds in SI.'),
      text('action', 'The action; SI.'),
      real('value', '', 'What it is worth, in SI.'),
      real('visits', '', 'How much experience that rests on.'),
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
