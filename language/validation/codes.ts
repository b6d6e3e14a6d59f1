/** How much a diagnostic matters. */
export type Severity = 'error' | 'warning' | 'info';

/** A stable code: what editors, tests and the error page know a diagnostic by. */
export interface CodeDescription {
  readonly severity: Severity;
  readonly title: string;
  readonly explanation: string;
  /** A text that has the fault. */
  readonly example: string;
  /** The same text without it, or what to do where no text can show it. */
  readonly fix: string;
  /** Files that the texts read, by name. */
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * Every code, grouped by what stands before the slash. Codes are never reused for something else. One table in one file,
 * however long: docs/errors.md is made from it in this order, and a new code is looked up beside those that it must differ from.
 */
export const CODES = {
  'syntax/unexpected': {
    severity: 'error',
    title: 'Something else was expected here',
    explanation: 'The text does not have the form of the language at this place.',
    example: 'topology T { nodes 32 }',
    fix: 'topology T { nodes: 32 }',
  },
  'syntax/missing-value': {
    severity: 'error',
    title: 'A value is missing',
    explanation: 'After a colon or an equals sign something else begins, or the text ends, instead of a value.',
    example: 'scenario S extends Baseline { duration:  seed: 1 }',
    fix: 'scenario S extends Baseline { duration: 1h  seed: 1 }',
  },
  'syntax/missing-brace': {
    severity: 'error',
    title: 'A brace is missing',
    explanation:
      'A block is open where a new declaration begins, the file ends, or a line stands no deeper than the block; or a block has no `{` before its first line.',
    example: 'topology T { nodes: 4\nscenario S { topology: T  duration: 1h }',
    fix: 'topology T { nodes: 4 }\nscenario S { topology: T  duration: 1h }',
  },
  'syntax/reserved-word': {
    severity: 'error',
    title: 'A word of the language cannot be a name',
    explanation: 'Words that begin a declaration or a phrase of the language cannot name something else.',
    example: 'distribution when = 30s',
    fix: 'distribution Pause = 30s',
  },
  'syntax/unknown-character': {
    severity: 'error',
    title: 'A character with no meaning in the language',
    explanation:
      'The character has no meaning outside texts and comments. Names consist of A-Z, a-z, 0-9 and `_`; texts in quotation marks may hold anything.',
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
    title: 'A text is not closed',
    explanation: 'A text begins with a quotation mark and must end with one on the same line.',
    example: 'distribution A = empirical("pings.csv, "ms", ms)',
    fix: 'distribution A = empirical("pings.csv", "ms", ms)',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1' },
  },
  'syntax/unclosed-comment': {
    severity: 'error',
    title: 'A comment is not closed',
    explanation: 'A comment that begins with /* must end with */.',
    example: '/* a remark\ndistribution A = 1s',
    fix: '/* a remark */\ndistribution A = 1s',
  },
  'syntax/too-deep': {
    severity: 'error',
    title: 'A text that is nested too deep',
    explanation: 'Brackets and signs may be nested 16 deep, and one expression may have 500 operators.',
    example: `distribution A = ${'('.repeat(17)}1s${')'.repeat(17)}`,
    fix: 'distribution A = (1s)',
  },
  'file/empty': {
    severity: 'error',
    title: 'The file is empty',
    explanation: 'There is nothing in the file but blanks and comments.',
    example: '',
    fix: 'topology T { nodes: 4 }\nscenario S { topology: T  duration: 1min }',
  },
  'file/not-text': {
    severity: 'error',
    title: 'The file is not text',
    explanation: 'Scenario files are UTF-8 text. This one holds other bytes, as pictures and programs do.',
    example: 'a file with a NUL byte, or in another encoding',
    fix: 'Save the file as UTF-8.',
  },
  'file/too-large': {
    severity: 'error',
    title: 'The file is too large',
    explanation: 'Scenario files are written by people; one of more than 2 MB is refused before it is read.',
    example: 'a file of 10 MB',
    fix: 'Split the file, or put measurements into a CSV file.',
  },
  'file/missing': {
    severity: 'error',
    title: 'There is no such file',
    explanation: 'The file that was asked for does not exist or may not be read.',
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
      'A scenario file may come from anywhere, so it can only read files inside the folder that was opened. On the command line that is the folder of the repository (`.git`) around the file, else the highest one in which runs are kept (`.twinchain`), else the current folder or that of the file: run from a folder that holds both.',
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
      'Two different declarations of one name come into scope; all declarations share one namespace. What both files declare alike, word by word, does not clash.',
    example: 'policy Keep { propose current  accept when proposed.blockSize <= 4MB }',
    fix: 'policy KeepMine { propose current  accept when proposed.blockSize <= 4MB }',
  },
  'import/broken': {
    severity: 'error',
    title: 'The imported file cannot be used',
    explanation:
      'It is a folder, no text, or too large, or its name does not end in `.twin`. Data files are not imported: they are named where they are used.',
    example: 'import "picture.twin"',
    fix: 'import "baseline.twin"',
    data: { 'picture.twin': '\u0000' },
  },
  'name/unknown': {
    severity: 'error',
    title: 'A name that nothing has',
    explanation: 'There is no declaration, group or observation of that name in this file or its imports.',
    example: 'scenario S { topology: WordWide  duration: 1h }',
    fix: 'scenario S { topology: WorldWide  duration: 1h }',
  },
  'name/wrong-kind': {
    severity: 'error',
    title: 'A name of something else',
    explanation: 'The name belongs to a declaration of another kind than the one needed here.',
    example: 'scenario S { topology: Keep  duration: 1h }',
    fix: 'scenario S { topology: WorldWide  duration: 1h }',
  },
  'name/duplicate': {
    severity: 'error',
    title: 'A name is declared twice',
    explanation: 'All declarations of a file share one namespace, and groups of a topology another.',
    example: 'distribution A = 1s\ndistribution A = 2s',
    fix: 'distribution A = 1s\ndistribution B = 2s',
  },
  'name/property': {
    severity: 'error',
    title: 'A name that a property has',
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
    explanation: 'Without it the system is not determined, and there is no default that would suit everyone.',
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
    explanation: 'Only the policy of the management nodes can be another one for the nodes of a group.',
    example:
      'topology Lane { group Banks { nodes: 8 } }\npolicy P { propose current }\nscenario S {\n    topology: Lane\n    duration: 1h\n    management.interval for Banks: P\n}',
    fix: 'topology Lane { group Banks { nodes: 8 } }\npolicy P { propose current }\nscenario S {\n    topology: Lane\n    duration: 1h\n    management.policy for Banks: P\n}',
  },
  'unit/unknown': {
    severity: 'error',
    title: 'An unknown unit',
    explanation: 'The reference lists the units. Rates read as one unit: 10MB/s.',
    example: 'scenario S extends Baseline { duration: 10minits }',
    fix: 'scenario S extends Baseline { duration: 10min }',
  },
  'dimension/mismatch': {
    severity: 'error',
    title: 'A quantity of the wrong dimension',
    explanation: 'Every expression has a dimension, such as a time or a data rate, and it must fit its place.',
    example: 'topology T { nodes: 4  bandwidth: 30s }',
    fix: 'topology T { nodes: 4  bandwidth: 30MB/s }',
  },
  'value/unexpected': {
    severity: 'error',
    title: 'A value that the property does not take',
    explanation: 'The property takes values of another form.',
    example: 'scenario S extends Baseline { duration: "an hour" }',
    fix: 'scenario S extends Baseline { duration: 1h }',
  },
  'value/unknown': {
    severity: 'error',
    title: 'A word that is not a valid value for the property',
    explanation: 'The property takes one of a few words, which the reference lists.',
    example: 'topology T { nodes: 4  sharing: uplnk }',
    fix: 'topology T { nodes: 4  sharing: uplink }',
  },
  'value/range': {
    severity: 'error',
    title: 'A value out of range',
    explanation: 'The value lies outside what the property allows.',
    example: 'topology T { nodes: 3 }',
    fix: 'topology T { nodes: 4 }',
  },
  'value/integer': {
    severity: 'error',
    title: 'A count that is not whole',
    explanation: 'Numbers of nodes, peers, blocks and the like are whole numbers.',
    example: 'topology T { nodes: 4.5 }',
    fix: 'topology T { nodes: 4 }',
  },
  'value/many': {
    severity: 'error',
    title: 'Several values where one belongs',
    explanation: 'Only some properties take a list.',
    example: 'scenario S extends Baseline { duration: 1h, 2h }',
    fix: 'scenario S extends Baseline { duration: 1h }',
  },
  'value/city': {
    severity: 'error',
    title: 'An unknown place',
    explanation: 'The table of cities does not have it. Any other place can be given by its coordinates.',
    example: 'topology T { nodes: 4  placement: "Frankfort" }',
    fix: 'topology T { nodes: 4  placement: "Frankfurt" }',
  },
  'call/unknown': {
    severity: 'error',
    title: 'An unknown function or distribution',
    explanation: 'There is no such form at this place.',
    example: 'distribution A = norml(30s, 5s)',
    fix: 'distribution A = normal(30s, 5s)',
  },
  'call/arguments': {
    severity: 'error',
    title: 'Wrong arguments',
    explanation: 'There are too many or too few arguments, or one is given twice or does not exist.',
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
      'The value must be positive and the distribution can go below zero, so values are redrawn until they are positive. That shifts the mean. Where less than 1 % of the draws are redrawn it is a remark, not a warning.',
    example: 'scenario S extends Baseline { management.interval: normal(10s, 8s) }',
    fix: 'scenario S extends Baseline { management.interval: gamma(10s, 2) }',
  },
  'distribution/impossible': {
    severity: 'error',
    title: 'Bounds that hardly any value meets',
    explanation: 'Values are redrawn until they lie inside the bounds; here that would practically never happen.',
    example: 'distribution A = normal(30s, 1s) clamped to [60s, 90s]',
    fix: 'distribution A = normal(30s, 1s) clamped to [28s, 32s]',
  },
  'distribution/cycle': {
    severity: 'error',
    title: 'A distribution that is defined by itself',
    explanation: 'Following the names in a distribution leads back to it.',
    example: 'distribution A = B\ndistribution B = A',
    fix: 'distribution A = B\ndistribution B = normal(30s, 5s)',
  },
  'distribution/too-deep': {
    severity: 'error',
    title: 'Names that lead too far',
    explanation: 'A distribution may be defined by another, that one by a third and so on, over 100 names.',
    example: 'distribution D101 = D100, where D100 = D99 and so on to D0',
    fix: 'distribution D101 = D0',
  },
  'distribution/too-large': {
    severity: 'error',
    title: 'A mixture of too many components',
    explanation:
      'A mixture may have 1000 components. Those of a mixture in a mixture are counted one by one, so that a few lines can make very many.',
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
    explanation: 'A path can end with the name of a parameter of the distribution or form in force there.',
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
      'A scenario file may come from anywhere, so it can only read files inside the folder that was opened. On the command line that is the current folder where it holds the scenario file, else the folder of that file: run from a folder that holds both.',
    example: 'topology T { nodes: 4  latency: matrix "../../pings.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1' },
  },
  'data/unreadable': {
    severity: 'error',
    title: 'A data file cannot be read',
    explanation:
      'It is not UTF-8 text, not well-formed CSV, or too large: up to 20 MB, 2 million rows, and 250,000 links or pairs are read.',
    example: 'topology T { nodes: 4  latency: matrix "picture.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1', 'picture.csv': '\u0000' },
  },
  'data/column': {
    severity: 'error',
    title: 'A data file lacks a column',
    explanation:
      'The first line of a CSV file names its columns, separated by commas. Capital letters count, and no column is named twice.',
    example: 'topology T { nodes: 4  latency: matrix "wrong.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1', 'wrong.csv': 'a,b,ms\nLondon,Paris,4.1' },
  },
  'data/number': {
    severity: 'error',
    title: 'A word where a number belongs',
    explanation: 'A cell of a CSV file is not a number, or one that makes no sense there.',
    example: 'topology T { nodes: 4  latency: matrix "wrong.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1', 'wrong.csv': 'from,to,ms\nLondon,Paris,fast' },
  },
  'data/row': {
    severity: 'error',
    title: 'A row that does not fit the header',
    explanation:
      'Every line of a CSV file has as many cells as its first line names columns. Cells are separated by commas, so the decimal sign is a point.',
    example: 'topology T { nodes: 4  latency: matrix "wrong.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.5', 'wrong.csv': 'from,to,ms\nLondon,Paris,4,5' },
  },
  'data/order': {
    severity: 'error',
    title: 'Times that do not ascend',
    explanation:
      'Recorded arrivals stand in the order in which they happened; the times are seconds since the start of the run.',
    example: 'workload W { arrivals: trace "orders.csv" }',
    fix: 'workload W { arrivals: trace "sorted.csv" }',
    data: { 'orders.csv': 'time\n0.5\n1.5\n1.2', 'sorted.csv': 'time\n0.5\n1.2\n1.5' },
  },
  'data/fit': {
    severity: 'error',
    title: 'A distribution that cannot be fitted',
    explanation:
      'Lognormal, gamma, weibull and pareto distributions have positive values only, exponential ones none below zero; and every fit needs values that differ.',
    example: 'distribution A = fitted(lognormal, "pings.csv", "ms", ms)',
    fix: 'distribution A = fitted(normal, "pings.csv", "ms", ms)',
    data: { 'pings.csv': 'ms\n0\n12\n15\n' },
  },
  'data/empty': {
    severity: 'error',
    title: 'A data file without data',
    explanation: 'There is no line below the names of the columns.',
    example: 'distribution A = empirical("none.csv", "ms", ms)',
    fix: 'distribution A = empirical("pings.csv", "ms", ms)',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1', 'none.csv': 'from,to,ms' },
  },
  'data/city': {
    severity: 'warning',
    title: 'A latency matrix names what is nowhere',
    explanation:
      'A matrix goes by cities, sites, regions of clouds, groups or numbers of nodes. No node can be anywhere else, so such a line has no effect; often it is a slip of the pen.',
    example: 'topology T { nodes: 4  latency: matrix "wrong.csv" }',
    fix: 'topology T { nodes: 4  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1', 'wrong.csv': 'from,to,ms\nLondn,Paris,4.1' },
  },
  'data/uncovered': {
    severity: 'warning',
    title: 'A latency matrix measures nothing that is there',
    explanation: 'None of the pairs of places in the topology is in the matrix, so that every latency is by geography.',
    example: 'topology T { group A { nodes: 4  at: "Berlin", "Tokyo" }  latency: matrix "pings.csv" }',
    fix: 'topology T { group A { nodes: 4  at: "London", "Paris" }  latency: matrix "pings.csv" }',
    data: { 'pings.csv': 'from,to,ms\nLondon,Paris,4.1' },
  },
  'data/coverage': {
    severity: 'info',
    title: 'A latency matrix measures some of the pairs',
    explanation: 'Between the other places latency is by geography: it grows with the distance.',
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
    title: 'No such overlay exists',
    explanation:
      'Each link has two ends, so nodes × peers must be even in a regular overlay; a small world starts from a lattice with an even number of peers.',
    example: 'topology T { nodes: 5  peers: regular(3) }',
    fix: 'topology T { nodes: 6  peers: regular(3) }',
  },
  'topology/edges': {
    severity: 'error',
    title: 'A link to a node that does not exist',
    explanation: 'Nodes are counted from 0 in the order of the groups; a link joins two different ones.',
    example: 'topology T { nodes: 4  peers: edges "links.csv" }',
    fix: 'topology T { nodes: 5  peers: edges "links.csv" }',
    data: { 'links.csv': 'from,to\n0,1\n1,2\n2,3\n3,4' },
  },
  'topology/disconnected': {
    severity: 'warning',
    title: 'Not every node can reach every other',
    explanation: 'The overlay falls into parts. Blocks made in one do not reach the others.',
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
    explanation: 'To tolerate one faulty node takes four: n = 3f + 1.',
    example: 'topology T { group Banks { nodes: 2 }  group Ports { nodes: 1 } }',
    fix: 'topology T { group Banks { nodes: 4 }  group Ports { nodes: 1 } }',
  },
  'chain/classic-quorum': {
    severity: 'info',
    title: 'A quorum that f double voters can split',
    explanation:
      'Two classic quorums of 2f + 1 share 2(2f + 1) - n nodes. Where n is not 3f + 1, these are f nodes or fewer, and if all of them vote for both of two blocks, honest nodes decide both. The settings of the paper’s simulator need `classic`; a safe quorum is the default.',
    example: 'scenario S extends Baseline { primary.quorum: classic }',
    fix: 'scenario S extends Baseline { primary.quorum: safe }',
  },
  'chain/timeout': {
    severity: 'warning',
    title: 'Rounds that take longer than nodes wait',
    explanation:
      'Sending a block to a quorum, or deciding on it, takes longer than `primary.roundTimeout` or `management.cycleTimeout`, whatever the seed. On the primary the timeout doubles until a round fits; on the management chain it does not, and nothing is ever agreed.',
    example:
      'topology T { nodes: 40  sharing: uplink  bandwidth: 2.5MB/s }\nscenario S { topology: T  duration: 1h  primary.dissemination: direct }',
    fix: 'topology T { nodes: 40  sharing: uplink  bandwidth: 2.5MB/s }\nscenario S { topology: T  duration: 1h  primary { dissemination: direct  roundTimeout: 30s } }',
  },
  'workload/daily': {
    severity: 'info',
    title: 'A day that ends before noon',
    explanation:
      'A daily cycle is lowest at midnight, when a run begins unless it says otherwise, and highest at noon; a run that ends before does not reach the peak.',
    example: 'workload W { arrivals: daily(20tx/s, 40tx/s) }\nscenario S extends Baseline { primary.workload: W }',
    fix: 'workload W { arrivals: daily(20tx/s, 40tx/s) }\nscenario S extends Baseline { primary.workload: W  duration: 1d }',
  },
  'workload/trace': {
    severity: 'warning',
    title: 'A record that begins after the run',
    explanation:
      'Recorded times are seconds since the start of the run; Unix times and moments are counted from the first of them, or from the one that `from` names.',
    example:
      'workload W { arrivals: trace "log.csv" }\nscenario S extends Baseline { primary.workload: W  duration: 1min }',
    fix: 'workload W { arrivals: trace "log.csv" from: "5000" }\nscenario S extends Baseline { primary.workload: W  duration: 1min }',
    data: { 'log.csv': 'time\n5000\n5030\n5059' },
  },
  'workload/coverage': {
    severity: 'info',
    title: 'A record and a run of different lengths',
    explanation: 'What arrives after the end of the run is not simulated; after the end of the record nothing arrives.',
    example:
      'workload W { arrivals: trace "log.csv" }\nscenario S extends Baseline { primary.workload: W  duration: 1h }',
    fix: 'workload W { arrivals: trace "log.csv" repeat }\nscenario S extends Baseline { primary.workload: W  duration: 1h }',
    data: { 'log.csv': 'time\n1\n2\n3' },
  },
  'workload/size': {
    severity: 'warning',
    title: 'Transactions larger than a block',
    explanation:
      'A block takes at least one transaction, however large it is. Where a typical one is larger than `primary.blockSize`, most blocks hold just one and are larger than that.',
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
    title: 'Scenarios that extend too many others',
    explanation: 'A scenario may extend another, that one a third and so on, over 100 scenarios.',
    example: 'scenario S101 extends S100 { }, where S100 extends S99 and so on to S0',
    fix: 'scenario S101 extends S0 { }',
  },
  'scenario/warmup': {
    severity: 'error',
    title: 'Nothing is left to measure',
    explanation: 'The warm-up is not measured, so it must be shorter than the duration.',
    example: 'scenario S extends Baseline { duration: 1min  warmup: 2min }',
    fix: 'scenario S extends Baseline { duration: 10min  warmup: 2min }',
  },
  'scenario/limits': {
    severity: 'error',
    title: 'The run would be too large, or never end',
    explanation:
      'Nodes, transmissions, arriving transactions or memory would exceed what one run may take, or simulated time would stand still, since neither messages nor pauses take any. The same limits hold at every point of an experiment, for settings of the command line, for repeated runs and for what policies decide.',
    example: 'scenario S extends Baseline { duration: 100d }',
    fix: 'scenario S extends Baseline { duration: 1d }',
  },
  'scenario/none': {
    severity: 'error',
    title: 'There is no such scenario to run',
    explanation: 'The file declares no scenario of that name, or several and none was named.',
    example: 'twinchain run examples/baseline.twin Basline',
    fix: 'twinchain run examples/baseline.twin Baseline',
  },
  'scenario/not-yet': {
    severity: 'info',
    title: 'Not simulated yet',
    explanation:
      'The language knows the construct and this version cannot simulate it yet. It may stand in a file; running a scenario that uses it is an error.',
    example: 'scenario S extends Baseline { management.governance: controller }',
    fix: 'scenario S extends Baseline { }',
  },
  'policy/empty': {
    severity: 'error',
    title: 'A policy that decides nothing',
    explanation: 'A policy proposes the current configuration, or has rules, or simulates, or learns.',
    example: 'policy P { }',
    fix: 'policy P { propose current }',
  },
  'policy/conflict': {
    severity: 'error',
    title: 'A policy that decides in two ways',
    explanation:
      'It has exactly one of `propose current`, rules, `simulate` and `learn`, and at most one `observe` and `accept`.',
    example:
      'policy P {\n    propose current\n    when count(primary.roundsFailed) > 3 { primary.blockInterval = 1s }\n}',
    fix: 'policy P { propose current }',
  },
  'policy/budget': {
    severity: 'error',
    title: 'Fewer runs than candidates',
    explanation:
      'A twin that looks ahead simulates each candidate at least once: every combination of the values, and the configuration in force.',
    example:
      'policy P {\n    simulate {\n        primary.blockSize in [1MB, 2MB, 4MB]\n        horizon: 60s\n        budget: 3\n        maximise: mean(primary.throughput)\n    }\n}',
    fix: 'policy P {\n    simulate {\n        primary.blockSize in [1MB, 2MB, 4MB]\n        horizon: 60s\n        budget: 12\n        maximise: mean(primary.throughput)\n    }\n}',
  },
  'policy/learnt': {
    severity: 'error',
    title: 'What was learnt does not fit',
    explanation:
      'A twin may begin with what the twins of another run have learnt: the file `learnt.json` in the folder of that run. It must be of the same states, actions and method.',
    example:
      'policy P {\n    observe over 60s { backlog = mean(primary.blockTime) }\n    learn bandit from "learnt.json" {\n        state: bins(backlog, [1s])\n        primary.blockSize in [1MB, 2MB]\n        reward: mean(primary.throughput)\n    }\n}',
    fix: 'policy P {\n    observe over 60s { backlog = mean(primary.blockTime) }\n    learn bandit {\n        state: bins(backlog, [1s])\n        primary.blockSize in [1MB, 2MB]\n        reward: mean(primary.throughput)\n    }\n}',
    data: { 'learnt.json': '{ "method": "thompson", "states": [], "actions": [], "values": [] }' },
  },
  'policy/property': {
    severity: 'error',
    title: 'A property that a twin cannot decide',
    explanation: 'Twins decide the configuration of the primary.',
    example:
      'policy P {\n    observe over 60s { failed = count(primary.roundsFailed) }\n    when failed > 3 { seed = 4 }\n}',
    fix: 'policy P {\n    observe over 60s { failed = count(primary.roundsFailed) }\n    when failed > 3 { primary.blockInterval = 1s }\n}',
  },
  'policy/invalid': {
    severity: 'error',
    title: 'A configuration that no twin accepts',
    explanation:
      'What a rule sets is no valid configuration: every twin would vote against it, and the proposal would cost a cycle every time.',
    example:
      'policy P {\n    observe over 60s { failed = count(primary.roundsFailed) }\n    when failed > 3 { primary.validators = 3 of Banks }\n}',
    fix: 'policy P {\n    observe over 60s { failed = count(primary.roundsFailed) }\n    when failed > 3 { primary.validators = 7 of Banks }\n}',
  },
  'policy/window': {
    severity: 'error',
    title: 'A statistic without a window',
    explanation:
      'What a twin reads of a metric is a statistic over the time before its decision: `observe over` says how long.',
    example: 'policy P { when count(primary.roundsFailed) > 3 { primary.blockInterval = 1s } }',
    fix: 'policy P {\n    observe over 60s { failed = count(primary.roundsFailed) }\n    when failed > 3 { primary.blockInterval = 1s }\n}',
  },
  'policy/unobservable': {
    severity: 'error',
    title: 'A metric that a twin cannot observe',
    explanation:
      'A twin knows what its own node has seen, or with `exact` what the simulation knows; some metrics neither of them shows.',
    example:
      'policy P {\n    observe over 60s { slow = p95(delay.propagation) }\n    when slow > 5s { primary.blockSize = 500kB }\n}',
    fix: 'policy P {\n    observe over 60s with exact { slow = p95(delay.propagation) }\n    when slow > 5s { primary.blockSize = 500kB }\n}',
  },
  'policy/unreachable': {
    severity: 'warning',
    title: 'A rule that never fires',
    explanation:
      'The first rule that holds wins, and an earlier rule holds whenever this one does; or the condition is never true.',
    example:
      'policy P {\n    observe over 60s { backlog = mean(primary.pool) }\n    when backlog > 100tx { primary.blockSize = 2MB }\n    when backlog > 1000tx { primary.blockSize = 4MB }\n}',
    fix: 'policy P {\n    observe over 60s { backlog = mean(primary.pool) }\n    when backlog > 1000tx { primary.blockSize = 4MB }\n    when backlog > 100tx { primary.blockSize = 2MB }\n}',
  },
  'policy/rejects-all': {
    severity: 'warning',
    title: 'A twin that accepts nothing',
    explanation:
      'The condition of `accept` is never true, so the twin votes against every proposal; if all do, no cycle ends in agreement.',
    example:
      'policy P {\n    propose current\n    accept when proposed.blockSize > 2MB and proposed.blockSize < 1MB\n}',
    fix: 'policy P {\n    propose current\n    accept when proposed.blockSize > 1MB and proposed.blockSize < 2MB\n}',
  },
  'policy/no-twin': {
    severity: 'warning',
    title: 'A policy that nobody follows',
    explanation: 'A group has a policy of its own, but none of its nodes takes part in the management chain.',
    example:
      'topology Lane { group Banks { nodes: 4 } group Ports { nodes: 4 } }\npolicy P { propose current }\nscenario S {\n    topology: Lane\n    duration: 1h\n    management { nodes: Banks  policy for Ports: P }\n}',
    fix: 'topology Lane { group Banks { nodes: 4 } group Ports { nodes: 4 } }\npolicy P { propose current }\nscenario S {\n    topology: Lane\n    duration: 1h\n    management { nodes: Banks, Ports  policy for Ports: P }\n}',
  },
  'policy/unused': {
    severity: 'info',
    title: 'An observation that nothing reads',
    explanation: 'Neither a rule nor `accept` reads the observation, so it decides nothing.',
    example:
      'policy P {\n    observe over 60s {\n        backlog = mean(primary.pool)\n        delay = p95(primary.blockTime)\n    }\n    when backlog > 100tx { primary.blockSize = 2MB }\n}',
    fix: 'policy P {\n    observe over 60s { backlog = mean(primary.pool) }\n    when backlog > 100tx { primary.blockSize = 2MB }\n}',
  },
  'experiment/undecidable': {
    severity: 'warning',
    title: 'An expectation that one replication cannot decide',
    explanation:
      'What is expected of figures is decided by confidence intervals over replications, and one replication has none: the expectation would stay undecided, however long the experiment takes.',
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
    title: 'Experiments that extend too many others',
    explanation: 'An experiment may extend another, that one a third and so on, over 100 experiments.',
    example: 'experiment E101 extends E100 { }, where E100 extends E99 and so on to E0',
    fix: 'experiment E101 extends E0 { }',
  },
  'experiment/proposers': {
    severity: 'info',
    title: 'Points that differ by chance in who proposes',
    explanation:
      'A replication has the same random numbers at every point: places, links, delays and intervals. Who proposes a configuration block is not random: it follows from the hash of the last one, which holds the configuration. Where the points start with different configurations, other nodes propose, and how far away those are differs by chance. More replications average that out; with `management.proposer: turns` the same nodes propose at every point.',
    example:
      'experiment Sizes {\n    scenario: Baseline\n    vary primary.blockSize over [1MB, 2MB]\n    replications: 10\n}',
    fix: 'experiment Sizes {\n    scenario: Baseline\n    vary management.configurationBlockSize over [250kB, 500kB]\n    replications: 10\n}',
  },
  'expression/condition': {
    severity: 'error',
    title: 'A condition where a quantity belongs, or the other way round',
    explanation:
      'Comparisons, and, or, not give conditions; they cannot be added, and quantities cannot be negated by not.',
    example:
      'policy P {\n    observe over 60s { backlog = mean(primary.pool) }\n    when backlog { primary.blockSize = 2MB }\n}',
    fix: 'policy P {\n    observe over 60s { backlog = mean(primary.pool) }\n    when backlog > 100tx { primary.blockSize = 2MB }\n}',
  },
  'expression/zero': {
    severity: 'error',
    title: 'A division by zero',
    explanation: 'The value of the divisor is zero whatever happens, so the quotient is undefined.',
    example: 'topology T { nodes: 8  jitter: 1MB / 0MB/s }',
    fix: 'topology T { nodes: 8  jitter: 1MB / 10MB/s }',
  },
  'expression/metric': {
    severity: 'error',
    title: 'A metric without its statistic, or a statistic of no metric',
    explanation:
      'Samples have a distribution, so it must be said what of it is meant: mean, median, p95 …; a counter without a statistic is its total.',
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
    title: 'A metric of twins that look ahead, where none does',
    explanation:
      'Only twins with `simulate`, or with `simulate unseen` in `learn`, believe something about the system.',
    example: 'scenario S extends Baseline { expect "fresh" mean(mirror.staleness) < 10s }',
    fix: 'policy P {\n    simulate {\n        primary.blockSize in [1MB, 2MB]\n        horizon: 60s\n        maximise: mean(primary.throughput)\n    }\n}\nscenario S extends Baseline {\n    management.policy: P\n    expect "fresh" mean(mirror.staleness) < 10s\n}',
  },
  'expression/place': {
    severity: 'error',
    title: 'A function that cannot be used here',
    explanation: 'Trends compare the points of an experiment, so they stand in the expectations of one.',
    example: 'scenario S extends Baseline { expect "up" rising(mean(delay.total)) }',
    fix: 'experiment E {\n    scenario: Baseline\n    vary management.nodes over [8, 16]\n    replications: 10\n    expect "up" rising(mean(delay.total))\n}',
  },
  'faults/duration': {
    severity: 'error',
    title: 'A fault without an end',
    explanation: 'Under `at`, every fault says for how long; under `from … to …` the period says it.',
    example: 'faults F { at 2min { crash 3 nodes } }',
    fix: 'faults F { at 2min { crash 3 nodes for 90s } }',
  },
  'faults/byzantine': {
    severity: 'warning',
    title: 'More Byzantine nodes than the protocol tolerates',
    explanation:
      'Up to f of 3f + 1 may be Byzantine; with more, the run shows what breaks. A remark where the scenario says what it expects.',
    example: 'faults F { byzantine 6 twins { vote: never } }\nscenario S extends Baseline { faults: F }',
    fix: 'faults F { byzantine 5 twins { vote: never } }\nscenario S extends Baseline { faults: F }',
  },
  'faults/together': {
    severity: 'warning',
    title: 'More nodes fail at once than a chain can do without',
    explanation:
      'Crashed and Byzantine voters are counted together, over time: while more of them fail than a quorum can do without, the chain decides nothing. Nodes that are drawn may all be voters of the chain. A remark where the scenario says what it expects.',
    example:
      'faults F {\n    at 2min { crash 3 twins for 90s }\n    byzantine 3 twins { vote: never }\n}\nscenario S extends Baseline { faults: F }',
    fix: 'faults F {\n    at 2min { crash 2 twins for 90s }\n    byzantine 3 twins { vote: never }\n}\nscenario S extends Baseline { faults: F }',
  },
  'faults/set': {
    severity: 'error',
    title: 'Nodes that the topology does not have',
    explanation:
      'A fault names more nodes than a group, the management chain or the topology has, or more than are left that do not fail already.',
    example:
      'topology T { nodes: 8 }\nfaults F { at 2min { crash node[9] for 90s } }\nscenario S { topology: T  duration: 5min  faults: F }',
    fix: 'faults F { at 2min { crash node[8] for 90s } }',
  },
  'faults/overlap': {
    severity: 'error',
    title: 'A node that is named twice',
    explanation:
      'A node is on one side of a partition, crashes only while it is up, and is Byzantine in one way at a time.',
    example:
      'faults F {\n    at 2min { crash node[1] for 90s }\n    at 3min { crash node[1] for 90s }\n}\nscenario S extends Baseline { faults: F }',
    fix: 'faults F {\n    at 2min { crash node[1] for 90s }\n    at 4min { crash node[1] for 90s }\n}\nscenario S extends Baseline { faults: F }',
  },
  'faults/never': {
    severity: 'warning',
    title: 'A fault after the end',
    explanation: 'The fault begins when the run is over.',
    example:
      'faults F { at 20min { crash 3 nodes for 90s } }\nscenario S extends Baseline { duration: 10min  faults: F }',
    fix: 'faults F { at 2min { crash 3 nodes for 90s } }\nscenario S extends Baseline { duration: 10min  faults: F }',
  },
  'internal/rule': {
    severity: 'error',
    title: 'A check failed',
    explanation: 'A fault of Twinchain itself: one of its checks came to a halt. The other checks went on.',
    example: 'no text should bring this about',
    fix: 'Report it, with the file.',
  },
  'internal/reading': {
    severity: 'error',
    title: 'A file could not be checked',
    explanation: 'A fault of Twinchain itself: it came to a halt at this file. All other files went on.',
    example: 'no text should bring this about',
    fix: 'Report it, with the file.',
  },
} as const satisfies Record<string, CodeDescription>;

export type Code = keyof typeof CODES;

export function describeCode(code: Code): CodeDescription {
  return CODES[code];
}
