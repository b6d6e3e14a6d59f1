/** How serious a diagnostic is. */
export type Severity = 'error' | 'warning' | 'info';

/** A stable code, by which editors, tests and the error page identify a diagnostic. */
export interface CodeDescription {
  readonly severity: Severity;
  readonly title: string;
  readonly explanation: string;
  /** A text with the error. */
  readonly example: string;
  /** The same text without the error, or what to do if no text can show it. */
  readonly fix: string;
  /** Data files that the two texts read, by name. */
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * Every code, grouped by the part before the slash. A code is never reused for another error. The table is in one file,
 * however long, because docs/errors.md is made from it in this order, and because a new code must differ from all
 * others.
 */
export const CODES = {
  'syntax/unexpected': {
    severity: 'error',
    title: 'Unexpected input',
    explanation: 'The text does not follow the grammar of the language here.',
    example: 'topology T { nodes 32 }',
    fix: 'topology T { nodes: 32 }',
  },
  'syntax/missing-value': {
    severity: 'error',
    title: 'A value is missing',
    explanation: 'A colon or an equals sign is followed by something other than a value, or by the end of the file.',
    example: 'scenario S extends Baseline { duration:  seed: 1 }',
    fix: 'scenario S extends Baseline { duration: 1h  seed: 1 }',
  },
  'syntax/missing-brace': {
    severity: 'error',
    title: 'A brace is missing',
    explanation:
      'A block is not closed before the next declaration, the end of the file, or a line that is not indented deeper than the block; or a block has no `{` before its first line.',
    example: 'topology T { nodes: 4\nscenario S { topology: T  duration: 1h }',
    fix: 'topology T { nodes: 4 }\nscenario S { topology: T  duration: 1h }',
  },
  'syntax/reserved-word': {
    severity: 'error',
    title: 'A reserved word used as a name',
    explanation: 'Keywords that begin a declaration or a statement cannot be used as names.',
    example: 'distribution when = 30s',
    fix: 'distribution Pause = 30s',
  },
  'syntax/unknown-character': {
    severity: 'error',
    title: 'An unknown character',
    explanation:
      'The character is only allowed in comments and inside quotation marks. Names consist of A-Z, a-z, 0-9 and `_`.',
    example: 'scenario S extends Baseline { duration: 1h; }',
    fix: 'scenario S extends Baseline { duration: 1h }',
  },
  'syntax/operator': {
    severity: 'error',
    title: 'An operator of another language',
    explanation: 'Conditions are joined by `and`, `or` and `not`, and `==` compares.',
    example:
      'policy P {\n    observe over 60s { failed = count(primary.roundsFailed) }\n    when failed > 3 && primary.consensus == bigfoot { primary.consensus = pbft }\n}',
    fix: 'policy P {\n    observe over 60s { failed = count(primary.roundsFailed) }\n    when failed > 3 and primary.consensus == bigfoot { primary.consensus = pbft }\n}',
  },
  'syntax/unclosed-text': {
    severity: 'error',
    title: 'An unclosed string',
    explanation: 'A string begins with a quotation mark and must end with one on the same line.',
    example: 'distribution A = empirical("pings.csv, "ms", ms)',
    fix: 'distribution A = empirical("pings.csv", "ms", ms)',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1' },
  },
  'syntax/unclosed-comment': {
    severity: 'error',
    title: 'An unclosed comment',
    explanation: 'A comment that begins with /* must end with */.',
    example: '/* a remark\ndistribution A = 1s',
    fix: '/* a remark */\ndistribution A = 1s',
  },
  'syntax/too-deep': {
    severity: 'error',
    title: 'Nesting that is too deep',
    explanation: 'Brackets and signs may be nested up to 16 deep, and one expression may have up to 500 operators.',
    example: `distribution A = ${'('.repeat(17)}1s${')'.repeat(17)}`,
    fix: 'distribution A = (1s)',
  },
  'file/empty': {
    severity: 'error',
    title: 'The file is empty',
    explanation: 'The file contains only white space and comments.',
    example: '',
    fix: 'topology T { nodes: 4 }\nscenario S { topology: T  duration: 1min }',
  },
  'file/not-text': {
    severity: 'error',
    title: 'The file is not text',
    explanation: 'Scenario files are UTF-8 text. This file contains other bytes, as images and programs do.',
    example: 'a file with a NUL byte, or in another encoding',
    fix: 'Save the file as UTF-8.',
  },
  'file/too-large': {
    severity: 'error',
    title: 'The file is too large',
    explanation: 'Scenario files may have up to 2 MB. A larger file is refused before it is read.',
    example: 'a file of 10 MB',
    fix: 'Split the file, or put measurements into a CSV file.',
  },
  'file/missing': {
    severity: 'error',
    title: 'The file does not exist',
    explanation: 'The file does not exist, or you do not have permission to read it.',
    example: 'twinchain check nowhere.twin',
    fix: 'Check the path.',
  },
  'import/missing': {
    severity: 'error',
    title: 'The imported file does not exist',
    explanation: 'Paths are relative to the folder of the importing file.',
    example: 'import "basline.twin"',
    fix: 'import "baseline.twin"',
  },
  'import/outside': {
    severity: 'error',
    title: 'An import leads out of the workspace',
    explanation:
      'A scenario file may come from anywhere, so it can only read files inside the folder that was opened. On the command line that is the repository (`.git`) around the file, else the highest folder with kept runs (`.twinchain`), else the current folder or that of the file. Run the command from a folder that contains both files.',
    example: 'import "../../other.twin"',
    fix: 'import "baseline.twin"',
  },
  'import/cycle': {
    severity: 'error',
    title: 'Circular imports',
    explanation: 'An import leads back to the file that contains it.',
    example: 'import "main.twin"',
    fix: 'import "baseline.twin"',
  },
  'import/clash': {
    severity: 'error',
    title: 'An import brings in a name twice',
    explanation:
      'Two different declarations with the same name come into scope; all declarations share one namespace. Declarations that are identical word by word do not clash.',
    example: 'policy Keep { propose current  accept when proposed.blockSize <= 4MB }',
    fix: 'policy KeepMine { propose current  accept when proposed.blockSize <= 4MB }',
  },
  'import/broken': {
    severity: 'error',
    title: 'The imported file cannot be used',
    explanation:
      'It is a folder, not text, or too large, or its name does not end in `.twin`. Data files are not imported: name them where they are used.',
    example: 'import "picture.twin"',
    fix: 'import "baseline.twin"',
    data: { 'picture.twin': '\u0000' },
  },
  'name/unknown': {
    severity: 'error',
    title: 'An unknown name',
    explanation: 'No declaration, group or observation has that name in this file or its imports.',
    example: 'scenario S { topology: WordWide  duration: 1h }',
    fix: 'scenario S { topology: WorldWide  duration: 1h }',
  },
  'name/wrong-kind': {
    severity: 'error',
    title: 'A name of the wrong kind',
    explanation: 'The name belongs to a declaration of a different kind than is needed here.',
    example: 'scenario S { topology: Keep  duration: 1h }',
    fix: 'scenario S { topology: WorldWide  duration: 1h }',
  },
  'name/duplicate': {
    severity: 'error',
    title: 'A name is declared twice',
    explanation: 'All declarations of a file share one namespace; the groups of a topology share another.',
    example: 'distribution A = 1s\ndistribution A = 2s',
    fix: 'distribution A = 1s\ndistribution B = 2s',
  },
  'name/property': {
    severity: 'error',
    title: 'A name that is already a property',
    explanation: 'Property names cannot name a distribution or an observation: a reader could not tell which is meant.',
    example: 'distribution bandwidth = 10MB/s',
    fix: 'distribution Bandwidth = 10MB/s',
  },
  'property/unknown': {
    severity: 'error',
    title: 'A property that the block does not have',
    explanation: 'Each block has a fixed set of properties; the reference lists them.',
    example: 'topology T { nodes: 4  bandwith: 1MB/s }',
    fix: 'topology T { nodes: 4  bandwidth: 1MB/s }',
  },
  'property/missing': {
    severity: 'error',
    title: 'A required property is missing',
    explanation: 'The system is undefined without it, and no default would suit everyone.',
    example: 'scenario S { topology: WorldWide }',
    fix: 'scenario S { topology: WorldWide  duration: 1h }',
  },
  'property/duplicate': {
    severity: 'error',
    title: 'A property is set twice in one block',
    explanation: '`a.b: v` and `a { b: v }` set the same property.',
    example: 'scenario S extends Baseline { seed: 1  seed: 2 }',
    fix: 'scenario S extends Baseline { seed: 2 }',
  },
  'property/conflict': {
    severity: 'error',
    title: 'Properties that exclude each other',
    explanation: 'A topology has either groups or nodes of its own; a policy either maximises or minimises.',
    example: 'topology T { nodes: 4  group A { nodes: 4 } }',
    fix: 'topology T { group A { nodes: 4 } }',
  },
  'property/block': {
    severity: 'error',
    title: 'A block where a value belongs, or a value where a block belongs',
    explanation: 'Some properties hold a value, others a block of further properties.',
    example: 'scenario S extends Baseline { primary: pbft }',
    fix: 'scenario S extends Baseline { primary { consensus: pbft } }',
  },
  'property/group': {
    severity: 'error',
    title: 'A property that cannot be set for one group',
    explanation: 'Only the policy of the management nodes can differ from group to group.',
    example:
      'topology Lane { group Banks { nodes: 8 } }\npolicy P { propose current }\nscenario S {\n    topology: Lane\n    duration: 1h\n    management.interval for Banks: P\n}',
    fix: 'topology Lane { group Banks { nodes: 8 } }\npolicy P { propose current }\nscenario S {\n    topology: Lane\n    duration: 1h\n    management.policy for Banks: P\n}',
  },
  'unit/unknown': {
    severity: 'error',
    title: 'An unknown unit',
    explanation: 'The reference lists the units. A rate is written as one unit: 10MB/s.',
    example: 'scenario S extends Baseline { duration: 10minits }',
    fix: 'scenario S extends Baseline { duration: 10min }',
  },
  'dimension/mismatch': {
    severity: 'error',
    title: 'A quantity of the wrong dimension',
    explanation:
      'Every expression has a dimension, such as a time or a data rate, which must be the one expected here.',
    example: 'topology T { nodes: 4  bandwidth: 30s }',
    fix: 'topology T { nodes: 4  bandwidth: 30MB/s }',
  },
  'value/unexpected': {
    severity: 'error',
    title: 'A value that the property does not take',
    explanation: 'The property takes values of another kind.',
    example: 'scenario S extends Baseline { duration: "an hour" }',
    fix: 'scenario S extends Baseline { duration: 1h }',
  },
  'value/unknown': {
    severity: 'error',
    title: 'An unknown value',
    explanation: 'The property takes one of a few words. The reference lists them.',
    example: 'topology T { nodes: 4  sharing: uplnk }',
    fix: 'topology T { nodes: 4  sharing: uplink }',
  },
  'value/range': {
    severity: 'error',
    title: 'A value out of range',
    explanation: 'The value is outside the range that the property allows.',
    example: 'topology T { nodes: 3 }',
    fix: 'topology T { nodes: 4 }',
  },
  'value/integer': {
    severity: 'error',
    title: 'A count that is not a whole number',
    explanation: 'Counts of nodes, peers, blocks and so on are whole numbers.',
    example: 'topology T { nodes: 4.5 }',
    fix: 'topology T { nodes: 4 }',
  },
  'value/many': {
    severity: 'error',
    title: 'Several values for a property that takes one',
    explanation: 'Only some properties take a list.',
    example: 'scenario S extends Baseline { duration: 1h, 2h }',
    fix: 'scenario S extends Baseline { duration: 1h }',
  },
  'value/city': {
    severity: 'error',
    title: 'An unknown place',
    explanation: 'The table of cities does not contain it. Any other place can be given by its coordinates.',
    example: 'topology T { nodes: 4  placement: "Frankfort" }',
    fix: 'topology T { nodes: 4  placement: "Frankfurt" }',
  },
  'call/unknown': {
    severity: 'error',
    title: 'An unknown function or distribution',
    explanation: 'No function or distribution of that name can be used here.',
    example: 'distribution A = norml(30s, 5s)',
    fix: 'distribution A = normal(30s, 5s)',
  },
  'call/arguments': {
    severity: 'error',
    title: 'Wrong arguments',
    explanation: 'There are too many or too few arguments, or one is unknown or given twice.',
    example: 'distribution A = normal(30s)',
    fix: 'distribution A = normal(30s, 5s)',
  },
  'distribution/bounds': {
    severity: 'error',
    title: 'Bounds in the wrong order',
    explanation: 'A lower bound must be below the upper one, and a mode between them.',
    example: 'distribution A = uniform(5s, 2s)',
    fix: 'distribution A = uniform(2s, 5s)',
  },
  'distribution/weights': {
    severity: 'error',
    title: 'Weights that do not sum to one',
    explanation: 'The weights of a mixture are probabilities.',
    example: 'distribution A = mixture(0.5: 1s, 0.4: 2s)',
    fix: 'distribution A = mixture(0.5: 1s, 0.5: 2s)',
  },
  'distribution/truncated': {
    severity: 'warning',
    title: 'A distribution is truncated at zero',
    explanation:
      'The value must be positive and the distribution can go below zero, so values are redrawn until they are positive. That shifts the mean. It is a remark, not a warning, if less than 1 % of the draws are redrawn.',
    example: 'scenario S extends Baseline { management.interval: normal(10s, 8s) }',
    fix: 'scenario S extends Baseline { management.interval: gamma(10s, 2) }',
  },
  'distribution/impossible': {
    severity: 'error',
    title: 'Bounds that hardly any value satisfies',
    explanation: 'Values are redrawn until they lie inside the bounds. Here that would almost never happen.',
    example: 'distribution A = normal(30s, 1s) clamped to [60s, 90s]',
    fix: 'distribution A = normal(30s, 1s) clamped to [28s, 32s]',
  },
  'distribution/cycle': {
    severity: 'error',
    title: 'A circular distribution',
    explanation: 'Following the names in a distribution leads back to it.',
    example: 'distribution A = B\ndistribution B = A',
    fix: 'distribution A = B\ndistribution B = normal(30s, 5s)',
  },
  'distribution/too-deep': {
    severity: 'error',
    title: 'Too many distributions in a chain',
    explanation: 'A distribution may be defined by another, that one by a third and so on, up to 100 names.',
    example: 'distribution D101 = D100, where D100 = D99 and so on to D0',
    fix: 'distribution D101 = D0',
  },
  'distribution/too-large': {
    severity: 'error',
    title: 'A mixture of too many components',
    explanation:
      'A mixture may have up to 1000 components. The components of nested mixtures are counted one by one, so a few lines can contain very many.',
    example: [
      'distribution A = mixture(0.2: 1s, 0.2: 2s, 0.2: 3s, 0.2: 4s, 0.2: 5s)',
      'distribution B = mixture(0.2: A, 0.2: A, 0.2: A, 0.2: A, 0.2: A)',
      'distribution C = mixture(0.2: B, 0.2: B, 0.2: B, 0.2: B, 0.2: B)',
      'distribution D = mixture(0.2: C, 0.2: C, 0.2: C, 0.2: C, 0.2: C)',
      'distribution E = mixture(0.2: D, 0.2: D, 0.2: D, 0.2: D, 0.2: D)',
    ].join('\n'),
    fix: 'distribution A = mixture(0.2: 1s, 0.2: 2s, 0.2: 3s, 0.2: 4s, 0.2: 5s)',
  },
  'distribution/parameter': {
    severity: 'error',
    title: 'A parameter that the value does not have',
    explanation:
      'A path can end with the name of a parameter, if the current value of the property has that parameter.',
    example: 'scenario S extends Baseline { topology.bandwidth.shape: 2 }',
    fix: 'scenario S extends Baseline { topology.bandwidth.sd: 2MB/s }',
  },
  'data/missing': {
    severity: 'error',
    title: 'A data file does not exist',
    explanation: 'Paths are relative to the folder of the file that names them.',
    example: 'topology T { nodes: 4  latency: matrix "ping.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1' },
  },
  'data/outside': {
    severity: 'error',
    title: 'A data file outside the workspace',
    explanation:
      'A scenario file may come from anywhere, so it can only read files inside the folder that was opened. On the command line that is the current folder if it contains the scenario file, else the folder of that file. Run the command from a folder that contains both files.',
    example: 'topology T { nodes: 4  latency: matrix "../../pings.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1' },
  },
  'data/unreadable': {
    severity: 'error',
    title: 'A data file cannot be read',
    explanation:
      'It is not UTF-8 text, not well-formed CSV, or too large. The limits are 20 MB, 2 million rows, and 250,000 links or pairs.',
    example: 'topology T { nodes: 4  latency: matrix "picture.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1', 'picture.csv': '\u0000' },
  },
  'data/column': {
    severity: 'error',
    title: 'A column is missing in a data file',
    explanation:
      'The first line of a CSV file names its columns, separated by commas. Names are case-sensitive and must be unique.',
    example: 'topology T { nodes: 4  latency: matrix "wrong.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1', 'wrong.csv': 'a,b,ms\nLondon,Paris,4.1' },
  },
  'data/number': {
    severity: 'error',
    title: 'A cell that is not a valid number',
    explanation: 'A cell of a CSV file is not a number, or its value is not allowed there.',
    example: 'topology T { nodes: 4  latency: matrix "wrong.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1', 'wrong.csv': 'from,to,ms\nLondon,Paris,fast' },
  },
  'data/row': {
    severity: 'error',
    title: 'A row that does not fit the header',
    explanation:
      'Every line of a CSV file must have one cell for each column of the first line. Cells are separated by commas, so the decimal separator is a point.',
    example: 'topology T { nodes: 4  latency: matrix "wrong.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.5', 'wrong.csv': 'from,to,ms\nLondon,Paris,4,5' },
  },
  'data/order': {
    severity: 'error',
    title: 'Times that do not ascend',
    explanation: 'Recorded arrivals must be in chronological order; the times are seconds since the start of the run.',
    example: 'workload W { arrivals: trace "orders.csv" }',
    fix: 'workload W { arrivals: trace "sorted.csv" }',
    data: { 'orders.csv': 'time\n0.5\n1.5\n1.2', 'sorted.csv': 'time\n0.5\n1.2\n1.5' },
  },
  'data/fit': {
    severity: 'error',
    title: 'A distribution that cannot be fitted',
    explanation:
      'Lognormal, gamma, weibull and pareto distributions have positive values only, and exponential ones have no negative values. Every fit needs values that differ.',
    example: 'distribution A = fitted(lognormal, "pings.csv", "ms", ms)',
    fix: 'distribution A = fitted(normal, "pings.csv", "ms", ms)',
    data: { 'pings.csv': 'ms\n0\n12\n15\n' },
  },
  'data/empty': {
    severity: 'error',
    title: 'A data file without data',
    explanation: 'The file has no rows below its header.',
    example: 'distribution A = empirical("none.csv", "ms", ms)',
    fix: 'distribution A = empirical("pings.csv", "ms", ms)',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1', 'none.csv': 'from,to,ms' },
  },
  'data/city': {
    severity: 'warning',
    title: 'An unknown place in a latency matrix',
    explanation:
      'A matrix names cities, sites, cloud regions, groups or numbers of nodes. This name is none of them, so its line has no effect. Check the spelling.',
    example: 'topology T { nodes: 4  latency: matrix "wrong.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1', 'wrong.csv': 'from,to,ms\nLondn,Paris,4.1' },
  },
  'data/uncovered': {
    severity: 'warning',
    title: 'A latency matrix that covers no pair of the topology',
    explanation:
      'The matrix contains none of the pairs of places in the topology, so every latency follows from the distance.',
    example: 'topology T { group A { nodes: 4  at: "Berlin", "Tokyo" }  latency: matrix "pings.csv" }',
    fix: 'topology T { group A { nodes: 4  at: "London", "Paris" }  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1' },
  },
  'data/coverage': {
    severity: 'info',
    title: 'A latency matrix that covers only some pairs',
    explanation: 'The latency of all other pairs follows from their distance.',
    example: 'topology T { group A { nodes: 4  at: "London", "Paris", "Rome" }  latency: matrix "pings.csv" }',
    fix: 'topology T { group A { nodes: 4  at: "London", "Paris" }  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1' },
  },
  'topology/peers': {
    severity: 'error',
    title: 'More peers than there are other nodes',
    explanation: 'A node can have at most all other nodes as peers.',
    example: 'topology T { nodes: 8  peers: regular(16) }',
    fix: 'topology T { nodes: 32  peers: regular(16) }',
  },
  'topology/parity': {
    severity: 'error',
    title: 'An overlay that cannot exist',
    explanation:
      'Each link has two ends, so nodes × peers must be even in a regular overlay; a small world starts from a lattice with an even number of peers.',
    example: 'topology T { nodes: 5  peers: regular(3) }',
    fix: 'topology T { nodes: 6  peers: regular(3) }',
  },
  'topology/edges': {
    severity: 'error',
    title: 'A link to a node that does not exist',
    explanation: 'Nodes are numbered from 0 in the order of the groups; a link joins two different nodes.',
    example: 'topology T { nodes: 4  peers: edges "links.csv" }',
    fix: 'topology T { nodes: 5  peers: edges "links.csv" }',
    data: { 'links.csv': 'from,to\n0,1\n1,2\n2,3\n3,4' },
  },
  'topology/disconnected': {
    severity: 'warning',
    title: 'Not every node can reach every other',
    explanation: 'The overlay has separate parts. Blocks from one part do not reach the others.',
    example: 'topology T { nodes: 4  peers: edges "apart.csv" }',
    fix: 'topology T { nodes: 4  peers: edges "links.csv" }',
    data: { 'apart.csv': 'from,to\n0,1\n2,3', 'links.csv': 'from,to\n0,1\n1,2\n2,3' },
  },
  'chain/nodes': {
    severity: 'error',
    title: 'More nodes chosen than there are',
    explanation: 'The nodes of the management chain and the validators are nodes of the topology.',
    example: 'scenario S extends Baseline { management.nodes: random(64) }',
    fix: 'scenario S extends Baseline { management.nodes: random(32) }',
  },
  'chain/quorum': {
    severity: 'error',
    title: 'Too few nodes for a quorum',
    explanation: 'Four nodes are needed to tolerate one faulty node: n = 3f + 1.',
    example: 'topology T { group Banks { nodes: 2 }  group Ports { nodes: 1 } }',
    fix: 'topology T { group Banks { nodes: 4 }  group Ports { nodes: 1 } }',
  },
  'chain/classic-quorum': {
    severity: 'info',
    title: 'A quorum that f double voters can fork',
    explanation:
      'Two classic quorums of 2f + 1 share 2(2f + 1) - n nodes. If n is not 3f + 1, that is at most f nodes. If all of them vote for two blocks at one height, honest nodes commit both. The settings of the paper’s simulator need `classic`; a safe quorum is the default.',
    example: 'scenario S extends Baseline { primary.quorum: classic }',
    fix: 'scenario S extends Baseline { primary.quorum: safe }',
  },
  'chain/timeout': {
    severity: 'warning',
    title: 'Rounds that take longer than their timeout',
    explanation:
      'Sending a block to a quorum, or deciding on it, takes longer than `primary.roundTimeout` or `management.cycleTimeout`, whatever the seed. On the primary the timeout doubles until a round fits. On the management chain it does not, so the twins never agree.',
    example:
      'topology T { nodes: 40  sharing: uplink  bandwidth: 2.5MB/s }\nscenario S { topology: T  duration: 1h  primary.dissemination: direct }',
    fix: 'topology T { nodes: 40  sharing: uplink  bandwidth: 2.5MB/s }\nscenario S { topology: T  duration: 1h  primary { dissemination: direct  roundTimeout: 30s } }',
  },
  'workload/daily': {
    severity: 'info',
    title: 'A day that ends before noon',
    explanation:
      'A daily cycle is lowest at midnight and highest at noon. A run starts at midnight unless the workload says otherwise, so one that ends before noon never reaches the peak.',
    example: 'workload W { arrivals: daily(20tx/s, 40tx/s) }\nscenario S extends Baseline { primary.workload: W }',
    fix: 'workload W { arrivals: daily(20tx/s, 40tx/s) }\nscenario S extends Baseline { primary.workload: W  duration: 1d }',
  },
  'workload/trace': {
    severity: 'warning',
    title: 'A trace that begins after the run',
    explanation:
      'Recorded times are seconds since the start of the run. Unix times and dates are counted from the first of them, or from the one that `from` names.',
    example:
      'workload W { arrivals: trace "log.csv" }\nscenario S extends Baseline { primary.workload: W  duration: 1min }',
    fix: 'workload W { arrivals: trace "log.csv" from: "5000" }\nscenario S extends Baseline { primary.workload: W  duration: 1min }',
    data: { 'log.csv': 'time\n5000\n5030\n5059' },
  },
  'workload/coverage': {
    severity: 'info',
    title: 'A trace and a run of different lengths',
    explanation: 'Arrivals after the end of the run are not simulated. After the end of the trace, nothing arrives.',
    example:
      'workload W { arrivals: trace "log.csv" }\nscenario S extends Baseline { primary.workload: W  duration: 1h }',
    fix: 'workload W { arrivals: trace "log.csv" repeat }\nscenario S extends Baseline { primary.workload: W  duration: 1h }',
    data: { 'log.csv': 'time\n1\n2\n3' },
  },
  'workload/size': {
    severity: 'warning',
    title: 'Transactions larger than a block',
    explanation:
      'A block takes at least one transaction, however large it is. If a typical transaction is larger than `primary.blockSize`, most blocks hold only one transaction and exceed that size.',
    example:
      'workload W { arrivals: poisson(20tx/s)  size: 2MB }\nscenario S extends Baseline { primary.workload: W  primary.blockSize: 1MB }',
    fix: 'workload W { arrivals: poisson(20tx/s)  size: 500B }\nscenario S extends Baseline { primary.workload: W  primary.blockSize: 1MB }',
  },
  'scenario/cycle': {
    severity: 'error',
    title: 'Circular `extends` of scenarios',
    explanation: 'Following `extends` leads back to the scenario itself.',
    example: 'scenario A extends B { }\nscenario B extends A { }',
    fix: 'scenario A extends Baseline { }\nscenario B extends A { }',
  },
  'scenario/too-deep': {
    severity: 'error',
    title: 'Too long a chain of extended scenarios',
    explanation: 'A scenario may extend another, that one a third and so on, up to 100 scenarios.',
    example: 'scenario S101 extends S100 { }, where S100 extends S99 and so on to S0',
    fix: 'scenario S101 extends S0 { }',
  },
  'scenario/warmup': {
    severity: 'error',
    title: 'The warm-up leaves nothing to measure',
    explanation: 'The warm-up is not measured, so it must be shorter than the duration.',
    example: 'scenario S extends Baseline { duration: 1min  warmup: 2min }',
    fix: 'scenario S extends Baseline { duration: 10min  warmup: 2min }',
  },
  'scenario/limits': {
    severity: 'error',
    title: 'The run would be too large or never end',
    explanation:
      'Nodes, transmissions, arriving transactions or memory would exceed the limits of one run; or simulated time would not advance, since neither messages nor pauses take any. The same limits apply to every point of an experiment, to settings on the command line, to repeated runs and to what policies decide.',
    example: 'scenario S extends Baseline { duration: 100d }',
    fix: 'scenario S extends Baseline { duration: 1d }',
  },
  'scenario/none': {
    severity: 'error',
    title: 'No such scenario',
    explanation: 'The file declares no scenario with that name, or it declares several and none was named.',
    example: 'twinchain run examples/baseline.twin Basline',
    fix: 'twinchain run examples/baseline.twin Baseline',
  },
  'scenario/not-yet': {
    severity: 'info',
    title: 'Not simulated yet',
    explanation:
      'This version understands the construct but cannot simulate it yet. A file may contain it, but running a scenario that uses it is an error.',
    example: 'scenario S extends Baseline { management.governance: controller }',
    fix: 'scenario S extends Baseline { }',
  },
  'policy/empty': {
    severity: 'error',
    title: 'An empty policy',
    explanation: 'A policy must propose the current configuration, have rules, simulate, or learn.',
    example: 'policy P { }',
    fix: 'policy P { propose current }',
  },
  'policy/conflict': {
    severity: 'error',
    title: 'A policy that decides in two ways',
    explanation:
      'A policy has exactly one of `propose current`, rules, `simulate` and `learn`, and at most one `observe` and one `accept`.',
    example:
      'policy P {\n    propose current\n    when count(primary.roundsFailed) > 3 { primary.blockInterval = 1s }\n}',
    fix: 'policy P { propose current }',
  },
  'policy/budget': {
    severity: 'error',
    title: 'Fewer runs than candidates',
    explanation:
      'A twin that looks ahead simulates each candidate at least once. The candidates are every combination of the values, and the configuration in force.',
    example:
      'policy P {\n    simulate {\n        primary.blockSize in [1MB, 2MB, 4MB]\n        horizon: 60s\n        budget: 3\n        maximise: mean(primary.throughput)\n    }\n}',
    fix: 'policy P {\n    simulate {\n        primary.blockSize in [1MB, 2MB, 4MB]\n        horizon: 60s\n        budget: 12\n        maximise: mean(primary.throughput)\n    }\n}',
  },
  'policy/learnt': {
    severity: 'error',
    title: 'Learnt values that do not fit',
    explanation:
      'A twin may begin with values learnt in another run: the file `learnt.json` in the folder of that run. Its states, actions and method must be the same.',
    example:
      'policy P {\n    observe over 60s { backlog = mean(primary.blockTime) }\n    learn bandit from "learnt.json" {\n        state: bins(backlog, [1s])\n        primary.blockSize in [1MB, 2MB]\n        reward: mean(primary.throughput)\n    }\n}',
    fix: 'policy P {\n    observe over 60s { backlog = mean(primary.blockTime) }\n    learn bandit {\n        state: bins(backlog, [1s])\n        primary.blockSize in [1MB, 2MB]\n        reward: mean(primary.throughput)\n    }\n}',
    data: { 'learnt.json': '{ "method": "thompson", "states": [], "actions": [], "values": [] }' },
  },
  'policy/property': {
    severity: 'error',
    title: 'A property that a twin cannot decide',
    explanation: 'Twins can only set properties of the primary’s configuration.',
    example:
      'policy P {\n    observe over 60s { failed = count(primary.roundsFailed) }\n    when failed > 3 { seed = 4 }\n}',
    fix: 'policy P {\n    observe over 60s { failed = count(primary.roundsFailed) }\n    when failed > 3 { primary.blockInterval = 1s }\n}',
  },
  'policy/invalid': {
    severity: 'error',
    title: 'A configuration that no twin accepts',
    explanation:
      'The rule sets an invalid configuration. Every twin would vote against it, and each such proposal would cost a cycle.',
    example:
      'policy P {\n    observe over 60s { failed = count(primary.roundsFailed) }\n    when failed > 3 { primary.validators = 3 of Banks }\n}',
    fix: 'policy P {\n    observe over 60s { failed = count(primary.roundsFailed) }\n    when failed > 3 { primary.validators = 7 of Banks }\n}',
  },
  'policy/window': {
    severity: 'error',
    title: 'A statistic without a window',
    explanation:
      'A twin reads a metric as a statistic over the time before its decision; `observe over` says how long that is.',
    example: 'policy P { when count(primary.roundsFailed) > 3 { primary.blockInterval = 1s } }',
    fix: 'policy P {\n    observe over 60s { failed = count(primary.roundsFailed) }\n    when failed > 3 { primary.blockInterval = 1s }\n}',
  },
  'policy/unobservable': {
    severity: 'error',
    title: 'A metric that a twin cannot observe',
    explanation:
      'A twin knows what its own node has seen, or with `exact` what the simulation knows. Some metrics are in neither.',
    example:
      'policy P {\n    observe over 60s { slow = p95(delay.propagation) }\n    when slow > 5s { primary.blockSize = 500kB }\n}',
    fix: 'policy P {\n    observe over 60s with exact { slow = p95(delay.propagation) }\n    when slow > 5s { primary.blockSize = 500kB }\n}',
  },
  'policy/unreachable': {
    severity: 'warning',
    title: 'A rule that never fires',
    explanation:
      'The first rule whose condition holds wins. Either an earlier rule holds whenever this one does, or the condition is never true.',
    example:
      'policy P {\n    observe over 60s { backlog = mean(primary.pool) }\n    when backlog > 100tx { primary.blockSize = 2MB }\n    when backlog > 1000tx { primary.blockSize = 4MB }\n}',
    fix: 'policy P {\n    observe over 60s { backlog = mean(primary.pool) }\n    when backlog > 1000tx { primary.blockSize = 4MB }\n    when backlog > 100tx { primary.blockSize = 2MB }\n}',
  },
  'policy/rejects-all': {
    severity: 'warning',
    title: 'A twin that accepts nothing',
    explanation:
      'The condition of `accept` is never true, so the twin votes against every proposal. If all twins do, no cycle ends in agreement.',
    example:
      'policy P {\n    propose current\n    accept when proposed.blockSize > 2MB and proposed.blockSize < 1MB\n}',
    fix: 'policy P {\n    propose current\n    accept when proposed.blockSize > 1MB and proposed.blockSize < 2MB\n}',
  },
  'policy/no-twin': {
    severity: 'warning',
    title: 'A policy that no twin follows',
    explanation: 'The group has its own policy, but none of its nodes takes part in the management chain.',
    example:
      'topology Lane { group Banks { nodes: 4 } group Ports { nodes: 4 } }\npolicy P { propose current }\nscenario S {\n    topology: Lane\n    duration: 1h\n    management { nodes: Banks  policy for Ports: P }\n}',
    fix: 'topology Lane { group Banks { nodes: 4 } group Ports { nodes: 4 } }\npolicy P { propose current }\nscenario S {\n    topology: Lane\n    duration: 1h\n    management { nodes: Banks, Ports  policy for Ports: P }\n}',
  },
  'policy/unused': {
    severity: 'info',
    title: 'An observation that nothing reads',
    explanation: 'Neither a rule nor `accept` reads the observation, so it has no effect.',
    example:
      'policy P {\n    observe over 60s {\n        backlog = mean(primary.pool)\n        delay = p95(primary.blockTime)\n    }\n    when backlog > 100tx { primary.blockSize = 2MB }\n}',
    fix: 'policy P {\n    observe over 60s { backlog = mean(primary.pool) }\n    when backlog > 100tx { primary.blockSize = 2MB }\n}',
  },
  'experiment/undecidable': {
    severity: 'warning',
    title: 'An expectation that one replication cannot decide',
    explanation:
      'Expectations about metrics are decided by confidence intervals over replications. One replication has no interval, so the expectation would stay undecided, however long the experiment takes.',
    example:
      'experiment Sizes {\n    scenario: Baseline\n    vary management.configurationBlockSize over [250kB, 500kB]\n    expect "larger blocks agree later" rising(mean(delay.agreement))\n}',
    fix: 'experiment Sizes {\n    scenario: Baseline\n    vary management.configurationBlockSize over [250kB, 500kB]\n    replications: 10\n    expect "larger blocks agree later" rising(mean(delay.agreement))\n}',
  },
  'experiment/cycle': {
    severity: 'error',
    title: 'Circular `extends` of experiments',
    explanation: 'Following `extends` leads back to the experiment itself.',
    example: 'experiment A extends B { scenario: Baseline }\nexperiment B extends A { }',
    fix: 'experiment A { scenario: Baseline }\nexperiment B extends A { }',
  },
  'experiment/too-deep': {
    severity: 'error',
    title: 'Too long a chain of extended experiments',
    explanation: 'An experiment may extend another, that one a third and so on, up to 100 experiments.',
    example: 'experiment E101 extends E100 { }, where E100 extends E99 and so on to E0',
    fix: 'experiment E101 extends E0 { }',
  },
  'experiment/proposers': {
    severity: 'info',
    title: 'Points whose proposers differ by chance',
    explanation:
      'A replication draws the same places, links, delays and intervals at every point. The proposer of a configuration block is not drawn: it follows from the hash of the previous block, which contains the configuration. If the points start with different configurations, different nodes propose, and how far away they are differs by chance. More replications average that out; with `management.proposer: turns` the same nodes propose at every point.',
    example:
      'experiment Sizes {\n    scenario: Baseline\n    vary primary.blockSize over [1MB, 2MB]\n    replications: 10\n}',
    fix: 'experiment Sizes {\n    scenario: Baseline\n    vary management.configurationBlockSize over [250kB, 500kB]\n    replications: 10\n}',
  },
  'expression/condition': {
    severity: 'error',
    title: 'A condition instead of a quantity, or a quantity instead of a condition',
    explanation:
      'Comparisons, `and`, `or` and `not` give conditions. Conditions cannot be added, and `not` does not apply to quantities.',
    example:
      'policy P {\n    observe over 60s { backlog = mean(primary.pool) }\n    when backlog { primary.blockSize = 2MB }\n}',
    fix: 'policy P {\n    observe over 60s { backlog = mean(primary.pool) }\n    when backlog > 100tx { primary.blockSize = 2MB }\n}',
  },
  'expression/zero': {
    severity: 'error',
    title: 'A division by zero',
    explanation: 'The divisor is always zero, so the quotient is undefined.',
    example: 'topology T { nodes: 8  jitter: 1MB / 0MB/s }',
    fix: 'topology T { nodes: 8  jitter: 1MB / 10MB/s }',
  },
  'expression/metric': {
    severity: 'error',
    title: 'A metric without a statistic, or a statistic without a metric',
    explanation:
      'A metric has many samples, so a statistic must say which figure is meant: mean, median, p95 … A counter without a statistic means its total.',
    example: 'scenario S extends Baseline { expect "soon" delay.total < 20s }',
    fix: 'scenario S extends Baseline { expect "soon" p95(delay.total) < 20s }',
  },
  'expression/saturated': {
    severity: 'error',
    title: 'A metric that a saturated primary does not have',
    explanation: 'Without a workload there are no arrivals, no pool and no latency.',
    example: 'scenario S extends Baseline { expect "quick" p95(primary.latency) < 1s }',
    fix: 'workload W { arrivals: poisson(400tx/s) }\nscenario S extends Baseline {\n    primary.workload: W\n    expect "quick" p95(primary.latency) < 1s\n}',
  },
  'expression/mirror': {
    severity: 'error',
    title: 'A look-ahead metric without twins that look ahead',
    explanation: 'Only twins with `simulate`, or with `simulate unseen` in `learn`, keep a model of the system.',
    example: 'scenario S extends Baseline { expect "fresh" mean(mirror.staleness) < 10s }',
    fix: 'policy P {\n    simulate {\n        primary.blockSize in [1MB, 2MB]\n        horizon: 60s\n        maximise: mean(primary.throughput)\n    }\n}\nscenario S extends Baseline {\n    management.policy: P\n    expect "fresh" mean(mirror.staleness) < 10s\n}',
  },
  'expression/place': {
    severity: 'error',
    title: 'A function that cannot be used here',
    explanation: 'Trends compare the points of an experiment, so only the expectations of an experiment can use them.',
    example: 'scenario S extends Baseline { expect "up" rising(mean(delay.total)) }',
    fix: 'experiment E {\n    scenario: Baseline\n    vary management.nodes over [8, 16]\n    replications: 10\n    expect "up" rising(mean(delay.total))\n}',
  },
  'faults/duration': {
    severity: 'error',
    title: 'A fault without an end',
    explanation: 'Under `at`, every fault needs a duration: `for 90s`. Under `from … to …` the period is the duration.',
    example: 'faults F { at 2min { crash 3 nodes } }',
    fix: 'faults F { at 2min { crash 3 nodes for 90s } }',
  },
  'faults/byzantine': {
    severity: 'warning',
    title: 'More Byzantine nodes than the protocol tolerates',
    explanation:
      'Up to f of 3f + 1 nodes may be Byzantine; with more, the run shows what breaks. It is a remark if the scenario has expectations.',
    example: 'faults F { byzantine 6 twins { vote: never } }\nscenario S extends Baseline { faults: F }',
    fix: 'faults F { byzantine 5 twins { vote: never } }\nscenario S extends Baseline { faults: F }',
  },
  'faults/together': {
    severity: 'warning',
    title: 'Too many nodes fail at the same time',
    explanation:
      'Crashed and Byzantine voters are counted together, over time. While the others are fewer than a quorum, the chain decides nothing. Nodes that are drawn at random may all be voters of the chain. It is a remark if the scenario has expectations.',
    example:
      'faults F {\n    at 2min { crash 3 twins for 90s }\n    byzantine 3 twins { vote: never }\n}\nscenario S extends Baseline { faults: F }',
    fix: 'faults F {\n    at 2min { crash 2 twins for 90s }\n    byzantine 3 twins { vote: never }\n}\nscenario S extends Baseline { faults: F }',
  },
  'faults/set': {
    severity: 'error',
    title: 'Nodes that the topology does not have',
    explanation:
      'A fault names more nodes than the group, the management chain or the topology has, or more than are still free of faults.',
    example:
      'topology T { nodes: 8 }\nfaults F { at 2min { crash node[9] for 90s } }\nscenario S { topology: T  duration: 5min  faults: F }',
    fix: 'faults F { at 2min { crash node[8] for 90s } }',
  },
  'faults/overlap': {
    severity: 'error',
    title: 'A node with two faults at once',
    explanation:
      'A node can be on only one side of a partition, can crash only while it is up, and can be Byzantine in only one way at a time.',
    example:
      'faults F {\n    at 2min { crash node[1] for 90s }\n    at 3min { crash node[1] for 90s }\n}\nscenario S extends Baseline { faults: F }',
    fix: 'faults F {\n    at 2min { crash node[1] for 90s }\n    at 4min { crash node[1] for 90s }\n}\nscenario S extends Baseline { faults: F }',
  },
  'faults/never': {
    severity: 'warning',
    title: 'A fault without effect',
    explanation:
      'The fault begins after the end of the run, or the Byzantine nodes have no behaviour, or nodes without a twin should report false observations.',
    example:
      'faults F { at 20min { crash 3 nodes for 90s } }\nscenario S extends Baseline { duration: 10min  faults: F }',
    fix: 'faults F { at 2min { crash 3 nodes for 90s } }\nscenario S extends Baseline { duration: 10min  faults: F }',
  },
  'internal/rule': {
    severity: 'error',
    title: 'A check failed',
    explanation: 'This is an error in Twinchain: one of its checks crashed. The other checks continued.',
    example: 'no file should cause this',
    fix: 'Please report it and attach the file.',
  },
  'internal/reading': {
    severity: 'error',
    title: 'A file could not be checked',
    explanation: 'This is an error in Twinchain: it crashed at this file. All other files were checked.',
    example: 'no file should cause this',
    fix: 'Please report it and attach the file.',
  },
} as const satisfies Record<string, CodeDescription>;

export type Code = keyof typeof CODES;

export function describeCode(code: Code): CodeDescription {
  return CODES[code];
}
