import { HIGHEST_ARRIVAL_RATE } from '../../engine/model/magnitudes.js';
import { TIME, TRANSACTION_RATE, TRANSACTIONS } from '../dimensions/dimension.js';
import type { BlockDescription, QuantityType } from './property.js';
import { option, parameter, sizeDistribution } from './types.js';

/** A rate at which transactions arrive; 0tx/s for pauses. */
export const ARRIVAL_RATE: QuantityType = {
  kind: 'quantity',
  dimension: TRANSACTION_RATE,
  min: 0,
  max: HIGHEST_ARRIVAL_RATE,
};
const rateOrNone = ARRIVAL_RATE;
const rate: QuantityType = { ...ARRIVAL_RATE, exclusiveMin: true };
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
        option(
          'bursts',
          'A low and a high rate that take turns, each for an exponential time (a Markov-modulated Poisson process); it begins in either with the share of time that it spends there.',
          [
            parameter('low', rateOrNone, 'the low rate; 0tx/s for pauses between the bursts'),
            parameter('high', rate, 'the high rate'),
            parameter('meanLow', duration, 'how long the low rate lasts on average'),
            parameter('meanHigh', duration, 'how long the high rate lasts on average'),
          ],
        ),
        {
          kind: 'steps',
          name: 'steps',
          meaning:
            'Poisson arrivals at rates that follow each other: steps([100tx/s for 10min, 400tx/s for 5min]). The last rate stays.',
        },
        option(
          'daily',
          'Poisson arrivals at a rate that swings around its mean once a day: lowest at the start of the run, highest half a day later.',
          [
            parameter('mean', rate, 'the mean rate over a day'),
            parameter('peak', rate, 'the highest rate of a day, between the mean and twice the mean'),
          ],
        ),
        {
          kind: 'file',
          name: 'trace',
          columns: ['time'],
          numbers: ['time'],
          labels: ['time', 'size', 'from'],
          mode: 'repeat',
          meaning:
            'Recorded arrivals from a CSV file, ascending: seconds since the start of the run, Unix times, or moments such as 2026-11-01T08:00:00Z, which are counted from the first of them or from `from`. Columns: time, and for sizes in bytes one that is named: `trace "log.csv" time: "timestamp" size: "size_bytes" from: "2026-11-01T08:00:00Z" repeat`. None comes after the last, unless the record is to `repeat`.',
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
