import type { Expectation } from '../../engine/model/experiment.js';
import type { Condition, Expression, StatisticName } from '../../engine/model/expression.js';

/** One panel of the paper's figures: its varied property, and the paper's claims about it. */
export interface Panel {
  /** Name of the experiment in the files of figures. */
  experiment: string;
  title: string;
  /** Title of the horizontal axis. */
  axis: string;
  /** Figure 4, management delays (Section 3.1). */
  delays: readonly Expectation[];
  /** Figure 5, block times around a switch (Section 3.2). */
  overhead: readonly Expectation[];
}

const statistic = (name: StatisticName, metric: string): Expression => ({ kind: 'statistic', statistic: name, metric });
const mean = (metric: string) => statistic('mean', metric);
const median = (metric: string) => statistic('median', metric);
const combined = (operator: '-' | '*' | '/', left: Expression, right: Expression): Expression => ({
  kind: 'arithmetic',
  operator,
  left,
  right,
});
const claim = (text: string, source: string, condition: Condition): Expectation => ({ text, source, condition });

/** The claims of Section 3.2, which are the same for every panel of Figure 5. */
const OVERHEAD: readonly Expectation[] = [
  claim(
    'How much longer a switch block takes than a normal one depends little on the parameter.',
    'flat(mean(blockTime.switch) / mean(blockTime.normal), 10%)',
    { kind: 'flat', value: combined('/', mean('blockTime.switch'), mean('blockTime.normal')), tolerance: 0.1 },
  ),
  claim(
    'The median switch block takes about as long as the median normal block.',
    'median(blockTime.switch) <= 1.1 * median(blockTime.normal)',
    {
      kind: 'comparison',
      operator: '<=',
      left: median('blockTime.switch'),
      right: combined('*', { kind: 'constant', value: 1.1 }, median('blockTime.normal')),
    },
  ),
  claim(
    'Where the means differ, a few outliers do it: the means lie further apart than the medians.',
    'mean(blockTime.switch) - mean(blockTime.normal) > median(blockTime.switch) - median(blockTime.normal)',
    {
      kind: 'comparison',
      operator: '>',
      left: combined('-', mean('blockTime.switch'), mean('blockTime.normal')),
      right: combined('-', median('blockTime.switch'), median('blockTime.normal')),
    },
  ),
];

/** Every panel of Figures 4 and 5, and the claims of Sections 3.1 and 3.2 in our words. */
export const PANELS: readonly Panel[] = [
  {
    experiment: 'MeanBandwidth',
    title: 'Mean bandwidth of links',
    axis: 'mean bandwidth',
    delays: [
      claim('The narrower the links, the longer the update delay.', 'falling(mean(delay.update))', {
        kind: 'falling',
        value: mean('delay.update'),
      }),
      claim(
        'Bandwidth acts on the update delay more than on agreement and propagation together.',
        'falling(mean(delay.update) - mean(delay.agreement) - mean(delay.propagation))',
        {
          kind: 'falling',
          value: combined('-', combined('-', mean('delay.update'), mean('delay.agreement')), mean('delay.propagation')),
        },
      ),
    ],
    overhead: OVERHEAD,
  },
  {
    experiment: 'BandwidthVariationOnNarrowLinks',
    title: 'Variation of bandwidth, narrow links',
    axis: 'standard deviation of bandwidth',
    delays: [
      claim(
        'Where links are narrow, uneven ones split the network, and the update delay grows with their variation.',
        'rising(mean(delay.update))',
        { kind: 'rising', value: mean('delay.update') },
      ),
    ],
    overhead: OVERHEAD,
  },
  {
    experiment: 'BandwidthVariationOnWideLinks',
    title: 'Variation of bandwidth, wide links',
    axis: 'standard deviation of bandwidth',
    delays: [
      claim('Where links are wide, their variation has no such effect.', 'flat(mean(delay.update), 10%)', {
        kind: 'flat',
        value: mean('delay.update'),
        tolerance: 0.1,
      }),
    ],
    overhead: OVERHEAD,
  },
  {
    experiment: 'ConfigurationBlockSize',
    title: 'Size of configuration blocks',
    axis: 'configuration block size',
    delays: [
      claim('Larger configuration blocks take longer to agree on.', 'rising(mean(delay.agreement))', {
        kind: 'rising',
        value: mean('delay.agreement'),
      }),
      claim('Larger configuration blocks take longer to arrive.', 'rising(mean(delay.propagation))', {
        kind: 'rising',
        value: mean('delay.propagation'),
      }),
      claim('Their size hardly touches the update delay.', 'flat(mean(delay.update), 10%)', {
        kind: 'flat',
        value: mean('delay.update'),
        tolerance: 0.1,
      }),
    ],
    overhead: OVERHEAD,
  },
  {
    experiment: 'ManagementNodes',
    title: 'Number of management nodes',
    axis: 'management nodes',
    delays: [
      claim('More stakeholders hardly lengthen the reconfiguration delay.', 'flat(mean(delay.total), 15%)', {
        kind: 'flat',
        value: mean('delay.total'),
        tolerance: 0.15,
      }),
    ],
    overhead: OVERHEAD,
  },
];
