import type { Experiment } from '../../engine/model/experiment.js';

/** One way to handle a load, from an example. */
export interface Case {
  /** The experiment and the point in it. */
  id: string;
  /** As the page calls it. */
  name: string;
}

/** One experiment of the examples, and the labels of its points in the table. */
export interface Comparison {
  title: string;
  file: string;
  experiment: string;
  /** The value of each point and its label on the page, in the order of the table. */
  points: readonly (readonly [value: string, name: string])[];
}

export const COMPARISONS: readonly Comparison[] = [
  {
    title: 'A load that no rule foresaw',
    file: 'look-ahead.twin',
    experiment: 'WhatForesightBuys',
    points: [
      ['Stay', 'the initial configuration'],
      ['ByRule', 'rules'],
      ['Ahead', 'looking ahead, `mirrored` over 20 s'],
      ['AheadOfThePast', 'looking ahead, `mirrored` over 10 min'],
      ['AheadExactly', 'looking ahead, `exact`'],
    ],
  },
  {
    title: 'The same, where block space has a price',
    file: 'look-ahead.twin',
    experiment: 'WhatStalenessCosts',
    points: [
      ['Frugal', 'looking ahead, `mirrored` over 20 s'],
      ['FrugalOfThePast', 'looking ahead, `mirrored` over 10 min'],
      ['FrugalExactly', 'looking ahead, `exact`'],
    ],
  },
  {
    title: 'Alternating calm and rush',
    file: 'learn.twin',
    experiment: 'WhatLearningBuys',
    points: [
      ['Stay', '100 kB, the initial choice'],
      ['Learner', 'Q-learning'],
      ['Gambler', 'a bandit that forgets (Thompson)'],
      ['Reconstructed', 'the optimiser of Liu et al., reconstructed'],
      ['Novice', 'Q-learning, `simulate unseen`'],
    ],
  },
  {
    title: 'The same, chosen beforehand',
    file: 'learn.twin',
    experiment: 'WhatHindsightBuys',
    points: [
      ['400kB', '400 kB throughout'],
      ['1600kB', '1.6 MB throughout'],
    ],
  },
  {
    title: 'Seven choices, most of them bad, and 20 minutes',
    file: 'learn.twin',
    experiment: 'WhatSimulatingTheUnseenBuys',
    points: [
      ['Beginner', 'Q-learning'],
      ['Prepared', 'Q-learning, `simulate unseen`'],
    ],
  },
];

/** The experiment of a comparison, with its points in the order of the table and this many replications. */
export function experimentOf(
  { experiment, points }: Comparison,
  lowered: Experiment,
  replications: number,
): Experiment {
  return {
    ...lowered,
    points: points.map(([value]) => {
      const point = lowered.points.find(({ values }) => values.some(({ text }) => text === value));
      if (!point) throw new Error(`${experiment} has no point ${value}.`);
      return point;
    }),
    replications: { kind: 'fixed', count: replications },
    plots: [],
    expectations: [],
    watchesTwins: true,
  };
}

/** The rows of a comparison. */
export function casesOf({ experiment, points }: Comparison): Case[] {
  return points.map(([value, name]) => ({ id: `${experiment}-${value}`, name }));
}
