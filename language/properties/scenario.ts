import { LONGEST_DURATION } from '../../engine/model/magnitudes.js';
import { SHORTEST_ROUND_TIMEOUT } from '../../engine/twins/valid-configuration.js';
import { NUMBER } from '../dimensions/dimension.js';
import type { BlockDescription, PropertyDescription, ValueType } from './property.js';
import { PROTOCOL_OPTIONS } from './protocols.js';
import {
  count,
  option,
  parameter,
  planned,
  positiveSize,
  positiveTime,
  positiveTimeDistribution,
  quorumCount,
  size,
  time,
} from './types.js';

/** The largest integer that a double holds exactly: a seed is written to files and read back. */
const LARGEST_SEED = Number.MAX_SAFE_INTEGER;

const nodeChoices: readonly ValueType[] = [
  option('all', 'All nodes.'),
  option('random', 'This many nodes, drawn at random at the start of the run.', [
    parameter('k', quorumCount, 'how many'),
  ]),
  quorumCount,
  { kind: 'nodes' },
];

const consensus: PropertyDescription = {
  name: 'consensus',
  accepts: PROTOCOL_OPTIONS,
  default: 'pbft',
  meaning: 'The consensus protocol.',
  section: '3',
};

const quorum: PropertyDescription = {
  name: 'quorum',
  accepts: [
    option('safe', 'ceil((n + f + 1) / 2) votes of n: any two quorums share an honest node.'),
    option(
      'classic',
      "2f + 1 votes of n, as in the paper's simulator: fewer votes if n is not 3f + 1, and then f nodes that vote twice can fork the chain.",
    ),
  ],
  default: 'safe',
  meaning:
    'How many votes decide, of n nodes that vote, where f = floor((n - 1) / 3). Delays are measured on the fastest 2f + 1 nodes either way.',
  section: '3',
};

/** What the primary and the management chain have in common. */
function chainProperties(dissemination: 'gossip' | 'direct'): PropertyDescription[] {
  return [
    {
      name: 'dissemination',
      accepts: [
        option('direct', 'A broadcast goes to every participant over its own link.'),
        option(
          'gossip',
          'A broadcast floods the overlay: forwarded once, on first receipt, to all peers but the one it came from.',
        ),
      ],
      default: dissemination,
      meaning: 'How messages of the consensus travel.',
    },
    {
      name: 'votes',
      accepts: [
        option('digest', 'Votes carry a digest of the block.'),
        option('block', 'Votes carry the whole block, as in some simulators.'),
      ],
      default: 'digest',
      meaning: 'What a prepare or commit message carries.',
    },
    {
      name: 'headerSize',
      accepts: [size],
      default: '200B',
      meaning: 'Size of a block header, added to the size of the block.',
    },
    { name: 'voteSize', accepts: [size], default: '200B', meaning: 'Size of a message that carries no block.' },
    {
      name: 'messageValidation',
      accepts: [time],
      default: '0s',
      meaning: 'Time that a node takes to check one message of the consensus.',
    },
    {
      name: 'blockValidation',
      accepts: [time],
      default: '0s',
      meaning: 'Time that a node takes to check a proposed block.',
    },
  ];
}

/** The chain that carries transactions. */
export const PRIMARY: BlockDescription = {
  name: 'primary',
  title: 'primary',
  meaning: 'The chain that carries transactions and that the twins manage.',
  example: 'primary {\n    consensus: pbft\n    blockSize: 1MB\n    blockInterval: 100ms\n}',
  properties: [
    consensus,
    quorum,
    {
      name: 'blockSize',
      accepts: [positiveSize],
      default: '1MB',
      meaning: 'The largest size of a transaction block.',
      section: '3',
    },
    {
      name: 'blockInterval',
      accepts: [time],
      default: '100ms',
      meaning:
        "Pause between a node's commit and its next proposal; with HotStuff, between a certificate and the next proposal.",
      section: '3',
    },
    {
      name: 'roundTimeout',
      accepts: [{ ...positiveTime, min: SHORTEST_ROUND_TIMEOUT, exclusiveMin: false }],
      default: '10s',
      meaning:
        'How long a node waits for a round before it changes the view; grows with every failed round of one height.',
    },
    {
      name: 'timeoutGrowth',
      accepts: [{ kind: 'quantity', dimension: NUMBER, min: 1, max: 10 }],
      default: '2',
      meaning:
        'Factor by which the timeout grows with every failed round of one height: 2 doubles it, 1 keeps it. It never grows beyond 2^20 times the first one.',
    },
    {
      name: 'workload',
      accepts: [
        { kind: 'reference', to: 'workload' },
        { kind: 'block', block: 'workload' },
      ],
      defaultNote: 'saturated: every block is full',
      meaning: "Where the transactions come from; `workload.x: v` beside it changes this scenario's copy.",
    },
    {
      name: 'transactionSize',
      accepts: [positiveSize],
      default: '1kB',
      meaning: 'Size of a transaction on a saturated chain, which has no workload.',
    },
    {
      name: 'proposer',
      accepts: [
        option('roundRobin', 'Validators take turns.'),
        option('hash', "The hash of the last block names the proposer; with HotStuff, that of its term's number."),
      ],
      default: 'roundRobin',
      meaning: 'Who proposes the next block.',
    },
    {
      name: 'refusal',
      accepts: [
        option('viewChange', "The validator asks for the next view at once, as in the authors' simulator."),
        option('timeout', 'The validator stays silent; without a quorum, the round waits for its timeout.'),
      ],
      default: 'viewChange',
      meaning:
        'What a validator does with a proposal that names an older configuration than it has received. The paper leaves this open.',
      section: '2.2',
    },
    {
      name: 'validators',
      accepts: nodeChoices,
      list: true,
      default: 'all',
      meaning: 'The nodes that vote on transaction blocks.',
    },
    ...chainProperties('gossip'),
  ],
};

/** The chain on which the twins decide. */
export const MANAGEMENT: BlockDescription = {
  name: 'management',
  title: 'management',
  meaning: 'The chain on which the twins of the stakeholders decide the configuration of the primary (Section 2.1).',
  example: 'management {\n    nodes: random(16)\n    interval: normal(30s, 5s)\n    policy: Keep\n}',
  properties: [
    {
      name: 'nodes',
      accepts: nodeChoices,
      list: true,
      default: 'random(16)',
      defaultNote: 'all if there are fewer than 16 nodes',
      meaning: "The primary's nodes that run a twin; a number for short means that many, drawn at random.",
      section: '3',
    },
    consensus,
    quorum,
    {
      name: 'configurationBlockSize',
      accepts: [positiveSize],
      default: '0.25MB',
      meaning: 'Size of a configuration block.',
      section: '3',
    },
    {
      name: 'interval',
      accepts: [positiveTimeDistribution],
      default: 'normal(30s, 5s)',
      meaning: 'The configuration block interval (CBI): time from one agreement to the start of the next.',
      section: '2.1',
    },
    {
      name: 'cycleTimeout',
      accepts: [{ ...positiveTime, min: SHORTEST_ROUND_TIMEOUT, exclusiveMin: false }],
      default: '10s',
      meaning: 'How long one proposal cycle may take before it fails.',
      section: '2.1',
    },
    {
      name: 'proposer',
      accepts: [
        option('hash', 'The hash of the latest configuration block names the first proposer, as in the paper.'),
        option('turns', 'Members take turns: whatever the blocks contain, the same member proposes first at a height.'),
      ],
      default: 'hash',
      meaning: 'Who proposes first after an interval. After a failed cycle the next member follows.',
      section: '2.1',
    },
    {
      name: 'policy',
      accepts: [{ kind: 'reference', to: 'policy' }],
      defaultNote: 'propose current',
      meaning:
        'What a twin proposes and accepts; `policy for Group: P` beside it, or `management.policy for Group: P`, gives the twins of one group their own.',
      section: '2.1',
    },
    {
      name: 'governance',
      accepts: [
        option('twins', 'The twins decide on their own chain.'),
        planned(option('controller', 'One controller decides for all.')),
        planned(option('onChain', 'Transactions on the primary decide.')),
        planned(
          option('sideChain', "The twins' own chain decides, and certificates bring its decisions to the primary."),
        ),
        planned(option('channel', 'All twins sign off the chain, and use it only if one of them does not sign.')),
        planned(
          option('offChain', 'People decide, after a while.', [
            parameter('D', positiveTimeDistribution, 'how long the decision takes'),
          ]),
        ),
      ],
      default: 'twins',
      meaning: 'How the configuration is decided.',
    },
    {
      name: 'activation',
      accepts: [
        option('nextRound', 'In force from the next round on, as in the paper (Algorithm 2).'),
        option('afterBlocks', 'In force n heights later, as in consortium chains.', [
          parameter('n', count({ min: 1, max: 1_000_000 }), 'how many blocks later'),
        ]),
      ],
      default: 'nextRound',
      meaning: 'When a decided configuration is used.',
      section: '2.2',
    },
    ...chainProperties('direct'),
  ],
};

/** One simulated system. */
export const SCENARIO: BlockDescription = {
  name: 'scenario',
  title: 'scenario',
  meaning: 'One simulated system. `extends` inherits everything and overrides by property.',
  example:
    'scenario Baseline {\n    topology: WorldWide\n    duration: 1h\n    primary { blockSize: 1MB }\n    management { nodes: random(16) }\n}',
  properties: [
    {
      name: 'topology',
      accepts: [
        { kind: 'reference', to: 'topology' },
        { kind: 'block', block: 'topology' },
      ],
      required: true,
      meaning:
        "The network; `topology.x: v` beside it changes this scenario's copy, for all groups, and `topology.Group.x: v` for one.",
    },
    {
      name: 'duration',
      accepts: [{ ...positiveTime, max: LONGEST_DURATION }],
      required: true,
      meaning: 'How much time is simulated.',
      section: '3',
    },
    {
      name: 'warmup',
      accepts: [{ ...time, max: LONGEST_DURATION }],
      default: '0s',
      meaning: 'Initial part of the run that is not measured.',
    },
    {
      name: 'seed',
      accepts: [{ kind: 'quantity', dimension: NUMBER, integer: true, min: 0, max: LARGEST_SEED }],
      default: '1',
      meaning: 'Seed of all random numbers. The same seed gives the same run, byte for byte.',
    },
    {
      name: 'faults',
      accepts: [{ kind: 'reference', to: 'faults' }],
      defaultNote: 'none',
      meaning: 'The faults of the run.',
    },
    {
      name: 'primary',
      accepts: [{ kind: 'block', block: 'primary' }],
      defaultNote: 'all its defaults',
      meaning: PRIMARY.meaning,
    },
    {
      name: 'management',
      accepts: [{ kind: 'block', block: 'management' }],
      defaultNote: 'all its defaults',
      meaning: MANAGEMENT.meaning,
    },
  ],
};
