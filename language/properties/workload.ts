import { TIME, TRANSACTION_RATE, TRANSACTIONS } from '../dimensions/dimension.js';
import type { BlockDescription, QuantityType } from './property.js';
import { option, parameter, planned, sizeDistribution } from './types.js';

const rate: QuantityType = { kind: 'quantity', dimension: TRANSACTION_RATE, min: 0, exclusiveMin: true };
const duration: QuantityType = { kind: 'quantity', dimension: TIME, min: 0, exclusiveMin: true };

/** Demand for the primary chain. */
export const WORKLOAD: BlockDescription = {
  name: 'workload',
  title: 'workload',
  meaning: 'Arrivals and sizes of transactions, and the capacity of the pool.',
  example:
    'workload Manifests {\n    arrivals: poisson(400tx/s)\n    size: lognormal(1kB, 0.5kB)\n    pool: 50000tx\n}',
  properties: [
    {
      name: 'arrivals',
      accepts: [
        option('poisson', 'Independent arrivals at a constant rate.', [
          parameter('rate', rate, 'transactions per second'),
        ]),
        planned(
          option('bursts', 'A low and a high rate that take turns, each for an exponential time.', [
            parameter('low', rate, 'the low rate'),
            parameter('high', rate, 'the high rate'),
            parameter('meanLow', duration, 'how long the low rate lasts on average'),
            parameter('meanHigh', duration, 'how long the high rate lasts on average'),
          ]),
        ),
        {
          kind: 'steps',
          name: 'steps',
          meaning: 'Rates that follow each other: steps([100tx/s for 10min, 400tx/s for 5min]).',
          planned: true,
        },
        planned(
          option('daily', 'A rate that follows the time of day.', [
            parameter('mean', rate, 'the mean rate over a day'),
            parameter('peak', rate, 'the highest rate of a day'),
          ]),
        ),
        {
          kind: 'file',
          name: 'trace',
          columns: ['time'],
          numbers: ['time'],
          meaning: 'Times of arrival, in seconds, from a CSV file.',
          planned: true,
        },
      ],
      required: true,
      meaning: 'When transactions are submitted.',
    },
    {
      name: 'size',
      accepts: [sizeDistribution],
      default: '1kB',
      meaning: 'Size of one transaction.',
    },
    {
      name: 'pool',
      accepts: [{ kind: 'quantity', dimension: TRANSACTIONS, integer: true, min: 1, bare: true }],
      default: '100000tx',
      meaning: 'Transactions that the pool holds; arrivals beyond it are dropped and counted.',
    },
  ],
};
