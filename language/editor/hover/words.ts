/** The hover of `simulate unseen`. */
export const UNSEEN =
  'In a state that the twin has never been in, it simulates every candidate as `simulate` does, maximises the reward, and learns from the results.';

const LEARNT =
  'Values learnt by the twins of another run: the file `learnt.json` in the folder of that run. It must have the same states, actions and method.';

/** Words with a special meaning in some nodes, by the type of the node. */
export const WORDS_IN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Learn: { from: LEARNT },
  Unseen: { simulate: UNSEEN, unseen: UNSEEN },
};

/** The meaning of keywords that are neither properties nor values. */
export const WORDS: Readonly<Record<string, string>> = {
  import: 'Brings every name of another file and of its imports into scope.',
  distribution: 'A named distribution.',
  topology: 'Nodes, where they are, which of them are peers, what the links do.',
  group: 'A named set of nodes of a topology.',
  workload: 'Arrivals and sizes of transactions, and the capacity of the pool. Without one the primary is saturated.',
  policy: 'What a twin proposes, and what it accepts.',
  faults: 'A schedule of faults and Byzantine nodes.',
  scenario: 'One simulated system.',
  experiment: 'A scenario, what varies, how often it is repeated, what is plotted and expected.',
  extends: 'Inherits everything of another scenario or experiment and overrides by property.',
  propose: 'What the twin proposes when it is its turn: `propose current` keeps the configuration in force.',
  observe: 'What the twin observes before it decides, over a time window.',
  mirrored: 'The twin sees what its own node has seen.',
  exact: "The twin sees the simulator's own state.",
  when: 'A rule: the first whose condition holds decides, and none means the current configuration.',
  simulate: 'The twin simulates every candidate and proposes the best.',
  learn: 'The twin learns across intervals which configuration pays.',
  accept: 'What the twin votes for when another proposes. Without it, the twin votes for every valid configuration.',
  current: 'The configuration that is in force.',
  interval: 'Configuration block intervals in a row at which the condition held.',
  intervals: 'Configuration block intervals in a row at which the condition held.',
  vary: 'What varies from point to point. Several make a grid.',
  zip: 'Pairs its values with those of the axis before.',
  plot: 'What is plotted across the varied values.',
  choose: 'Picks the best of the points that meet every expectation: `choose minimise p95(primary.latency)`.',
  minimise: 'Chooses the point with the smallest objective.',
  maximise: 'Chooses the point with the largest objective.',
  expect: 'A condition that must hold; over several replications it is decided with confidence intervals.',
  always: 'An invariant that is watched in every run.',
  search: 'Looks for a schedule of faults that breaks an expectation.',
  stop: 'Ends the search at the first expectation that breaks.',
  until: 'Repeats until the confidence interval is narrow enough, at least five times.',
  at: 'Faults that begin at a time; each has a duration.',
  from: 'Faults that last for a period.',
  crash: 'Nodes that stop, and come back with what they had stored.',
  partition: 'Sides that cannot reach each other. Nodes that no side names are a side of their own.',
  drop: 'A share of the messages is lost.',
  duplicate: 'A share of the messages arrives twice.',
  delay: 'A share of the messages arrives later.',
  losing: 'What a node forgets in a crash. With `losing votes` it also forgets its votes and locks.',
  slow: 'Nodes are slower by a factor.',
  byzantine: 'Nodes or twins that may do anything; up to f of 3f + 1 are tolerated.',
  clamped: 'Redrawn until inside the bounds, so that no values pile up at a bound.',
  proposed: 'The configuration that is voted on.',
};
