import { dailyRate } from '../../../engine/kernel/daily.js';
import { expectedArrivals } from '../../../engine/kernel/expected-arrivals.js';
import type { Arrivals } from '../../../engine/model/scenario.js';
import { NUMBER, TIME, TRANSACTION_RATE } from '../../dimensions/dimension.js';
import type { NameExpression } from '../../generated/ast.js';
import type { DataFiles } from '../../imports/data-files.js';
import { faultOfArrivals, lowerArrivals } from '../../lowering/arrivals.js';
import type { PropertyDescription } from '../../properties/property.js';
import { ignoreFindings } from '../../validation/report.js';
import { interpretValue } from '../../values/interpret.js';
import { quantityText } from '../../values/quantity-text.js';

/** How many transactions a value of `arrivals` brings; undefined if the text states it, or the value is invalid. */
export function arrivalsText(
  expression: NameExpression,
  property: PropertyDescription | undefined,
  files: DataFiles,
): string | undefined {
  if (property?.name !== 'arrivals') return undefined;
  const value = interpretValue([expression], { property, files, report: ignoreFindings });
  const arrivals = value && lowerArrivals(value);
  return arrivals && !faultOfArrivals(arrivals) ? inWords(arrivals) : undefined;
}

function inWords(arrivals: Arrivals): string | undefined {
  const rate = (value: number) => quantityText(value, TRANSACTION_RATE);
  const time = (value: number) => quantityText(value, TIME);
  switch (arrivals.kind) {
    case 'poisson':
      return undefined;
    case 'bursts': {
      const { high, meanLow, meanHigh } = arrivals;
      const share = Math.round((100 * meanHigh) / (meanLow + meanHigh));
      return `On average **${rate(expectedArrivals(arrivals, 1))}**: ${rate(high)} in ${share} % of the time.`;
    }
    case 'steps': {
      const end = arrivals.steps.reduce((sum, { duration }) => sum + duration, 0);
      const last = arrivals.steps[arrivals.steps.length - 1].rate;
      return `On average **${rate(expectedArrivals(arrivals, end) / end)}** in the first ${time(end)}, ${rate(last)} from then on.`;
    }
    case 'daily':
      return `From **${rate(dailyRate({ ...arrivals, begins: 0 })(0))}** at midnight to **${rate(arrivals.peak)}** at noon; **${rate(dailyRate(arrivals)(0))}** when the run begins.`;
    case 'batches':
      return `**${quantityText(arrivals.rate / arrivals.size, NUMBER)}** batches a second on average.`;
    case 'trace': {
      const { times } = arrivals;
      const end = times[times.length - 1];
      return `**${times.length.toLocaleString('en-US')} tx** in ${time(end)}${end > 0 ? `, on average ${rate(times.length / end)}` : ''}.`;
    }
  }
}
