import type { BlockDescription, PropertyDescription } from './property.js';
import {
  count,
  nodeCount,
  option,
  parameter,
  probability,
  quorumCount,
  rateDistribution,
  timeDistribution,
} from './types.js';

const degree = count({ min: 1 });

const nodes: PropertyDescription = {
  name: 'nodes',
  accepts: [nodeCount],
  required: true,
  meaning: 'How many nodes there are.',
  section: '3',
};

const bandwidth: PropertyDescription = {
  name: 'bandwidth',
  accepts: [rateDistribution],
  default: 'normal(10MB/s, 0.5MB/s)',
  meaning:
    'Rate at which a node sends over a link. A message of size s takes s / bandwidth, then the latency, then the jitter.',
  section: '3',
};

/** The nodes, their places, their peers, and the behaviour of the links between them. */
export const TOPOLOGY: BlockDescription = {
  name: 'topology',
  title: 'topology',
  meaning: 'The nodes, their places, their peers, and their links.',
  example: 'topology WorldWide {\n    nodes: 32\n    peers: regular(16)\n    bandwidth: normal(10MB/s, 0.5MB/s)\n}',
  properties: [
    { ...nodes, accepts: [quorumCount], defaultNote: 'required unless there are groups' },
    {
      name: 'placement',
      accepts: [{ kind: 'place' }],
      list: true,
      default: 'worldwide',
      meaning: 'Places of the nodes. Nodes are assigned to a list of places in turn.',
      section: '3',
    },
    bandwidth,
    {
      name: 'peers',
      accepts: [
        option('full', 'Everyone is a peer of everyone.'),
        option('ring', 'Every node has two neighbours.'),
        option('random', 'Every node dials k others, drawn at random; redrawn until connected.', [
          parameter('k', degree, 'how many others a node dials'),
        ]),
        option('regular', 'Every node has exactly k peers, drawn at random; redrawn until connected.', [
          parameter('k', degree, 'how many peers a node has'),
        ]),
        option('smallWorld', 'A ring lattice in which each link is rewired with a probability (Watts and Strogatz).', [
          parameter('k', degree, 'how many peers a node has before rewiring, an even number'),
          parameter('p', probability, 'the probability that a link is rewired'),
        ]),
        option('scaleFree', 'Nodes join one by one and prefer well-connected peers (Barabási and Albert).', [
          parameter('m', degree, 'how many links a node brings when it joins'),
        ]),
        {
          kind: 'file',
          name: 'edges',
          columns: ['from', 'to'],
          numbers: ['from', 'to'],
          rows: 'links',
          meaning: 'Links from a CSV file with the columns from and to: numbers of nodes, counted from 0.',
        },
      ],
      default: 'regular(16)',
      defaultNote: 'full if there are fewer than 17 nodes',
      meaning: 'The overlay: which nodes are peers.',
      section: '3',
    },
    {
      name: 'links',
      accepts: [
        option('twoWay', 'Both ends of a link send over it.'),
        option('oneWay', 'A dialled peer does not send back over the link.'),
      ],
      default: 'twoWay',
      meaning: 'In which directions a link carries messages.',
    },
    {
      name: 'drawn',
      accepts: [
        option('perMessage', 'Drawn again for every transmission, as in the paper.'),
        option('perLink', 'Drawn once for every directed link.'),
        option('perNode', 'Drawn once for every node; all its links have that rate.'),
      ],
      default: 'perMessage',
      meaning: 'How often the bandwidth is drawn.',
      section: '3',
    },
    {
      name: 'latency',
      accepts: [
        option(
          'geographic',
          'Grows with the great-circle distance: ((0.022 · miles + 4.862) / 2) / 1000 seconds one way.',
        ),
        {
          kind: 'file',
          name: 'matrix',
          columns: ['from', 'to', 'ms'],
          numbers: ['ms'],
          labels: ['from', 'to', 'latency', 'spread'],
          mode: 'rtt',
          meaning:
            'Latencies in ms from a CSV file, one-way, or round-trip with `rtt`: the columns from, to and ms (or others, which are named: `matrix "pings.csv" from: "source" to: "target" latency: "avg" rtt`), or a row and a column for each place. It names nodes by their numbers, counted from 0, by places (cities, sites, cloud regions), or by groups. A pair applies to both directions unless both are given. If a pair has several rows or a `spread` (a standard deviation), its latency is drawn for every message. Missing pairs have the geographic latency.',
        },
        timeDistribution,
      ],
      default: 'geographic',
      meaning: 'One-way latency of a link. A distribution is drawn once per pair of nodes.',
      section: '3',
    },
    {
      name: 'jitter',
      accepts: [timeDistribution],
      default: '0s',
      meaning: 'Time added to every transmission, drawn each time.',
    },
    {
      name: 'loss',
      accepts: [probability],
      default: '0%',
      meaning: 'Probability that a transmission is lost.',
    },
    {
      name: 'sharing',
      accepts: [
        option('none', 'Every message has the full rate of its link.'),
        option('uplink', 'The copies that a node sends leave one after another.'),
      ],
      default: 'none',
      meaning: 'Whether the messages of one sender share its uplink.',
    },
  ],
};

/** A set of nodes with one description. */
export const GROUP: BlockDescription = {
  name: 'group',
  title: 'group',
  meaning: 'A named set of nodes of a topology with one description. A topology has either groups or its own `nodes`.',
  example: 'group Banks { nodes: 6  at: "Frankfurt", "London"  bandwidth: normal(20MB/s, 1MB/s) }',
  properties: [
    { ...nodes, meaning: 'How many nodes the group has; all groups together have at least 4.' },
    {
      name: 'at',
      accepts: [{ kind: 'place' }],
      list: true,
      default: 'worldwide',
      meaning: 'Places of the nodes of the group. Nodes are assigned to a list of places in turn.',
    },
    { ...bandwidth, defaultNote: "or the topology's own `bandwidth`" },
  ],
};
