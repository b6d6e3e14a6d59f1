import { SECONDS_PER_DAY } from '../../engine/kernel/daily.js';
import { HIGHEST_ARRIVAL_RATE } from '../../engine/model/magnitudes.js';
import { NUMBER, TIME, TRANSACTION_RATE, TRANSACTIONS } from '../dimensions/dimension.js';
import type { BlockDescription, QuantityType } from './property.js';
import { option, parameter, sizeDistribution } from './types.js';

/** A rate at which transactions arrive; 0tx/s means a pause. */
export const ARRIVAL_RATE: QuantityType = {
  kind: 'quantity',
  dimension: TRANSACTION_RATE,
  min: 0,
  max: HIGHEST_ARRIVAL_RATE,
};
const rateOrNone = ARRIVAL_RATE;
const rate: QuantityType = { ...ARRIVAL_RATE, exclusiveMin: true };
const duration: QuantityType = { kind: 'quantity', dimension: TIME, min: 0, exclusiveMin: true };

const timeOfDay: QuantityType = { kind: 'quantity', dimension: TIME, min: 0, max: SECONDS_PER_DAY - 1e-9 };
const share: QuantityType = { kind: 'quantity', dimension: NUMBER, min: 0, max: 1 };
const dayOfWeek: QuantityType = { kind: 'quantity', dimension: NUMBER, integer: true, min: 1, max: 7 };
const batch: QuantityType = {
  kind: 'quantity',
  dimension: TRANSACTIONS,
  integer: true,
  min: 1,
  max: 1_000_000,
  bare: true,
};

/** As a multiple of the daily mean: beyond this, all transactions would arrive within a quarter of an hour. */
export const HIGHEST_PEAK = 24;

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
          'A low and a high rate that alternate, each for an exponentially distributed time (a Markov-modulated Poisson process). It begins in the stationary state.',
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
            'Poisson arrivals at successive rates: steps([100tx/s for 10min, 400tx/s for 5min]). The last rate remains.',
        },
        option(
          'daily',
          'Poisson arrivals with a daily cycle: the rate is lowest at midnight and highest at noon. It is a cosine if the peak is at most twice the mean; a higher peak is narrower (the density of the von Mises distribution). The run begins at midnight of the first day of a week, unless `begins` and `day` say otherwise.',
          [
            parameter('mean', rate, 'the mean rate over a day of work'),
            parameter('peak', rate, `the highest rate of a day, up to ${HIGHEST_PEAK} times the mean`),
            { ...parameter('begins', timeOfDay, 'the time of day at which the run begins'), default: '0h' },
            { ...parameter('weekend', share, 'factor of the rate on the last two days of a week'), default: '1' },
            {
              ...parameter('day', dayOfWeek, 'the day of the week on which the run begins, from 1 to 7'),
              default: '1',
            },
          ],
        ),
        option('batches', 'Batches of transactions that are submitted at once, at independent moments.', [
          parameter('rate', rate, 'transactions per second on average, all batches together'),
          parameter('size', batch, 'transactions of one batch'),
        ]),
        {
          kind: 'file',
          name: 'trace',
          columns: ['time'],
          numbers: ['time'],
          labels: ['time', 'size', 'from'],
          mode: 'repeat',
          meaning:
            'Recorded arrivals from a CSV file, ascending: seconds since the start of the run, Unix times, or moments such as 2026-11-01T08:00:00Z, which are counted from the first one or from `from`. Columns: time, and for sizes in bytes one that is named: `trace "log.csv" time: "timestamp" size: "size_bytes" from: "2026-11-01T08:00:00Z" repeat`. Nothing arrives after the last one, unless `repeat` starts the record again.',
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
