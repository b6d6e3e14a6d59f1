import * as l10n from '@vscode/l10n';
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
      return l10n.t(
        'On average **{0}**: {1} in {2} % of the time.',
        rate(expectedArrivals(arrivals, 1)),
        rate(high),
        share,
      );
    }
    case 'steps': {
      const end = arrivals.steps.reduce((sum, { duration }) => sum + duration, 0);
      const last = arrivals.steps[arrivals.steps.length - 1].rate;
      return l10n.t(
        'On average **{0}** in the first {1}, {2} from then on.',
        rate(expectedArrivals(arrivals, end) / end),
        time(end),
        rate(last),
      );
    }
    case 'daily':
      return l10n.t(
        'From **{0}** at midnight to **{1}** at noon; **{2}** when the run begins.',
        rate(dailyRate({ ...arrivals, begins: 0 })(0)),
        rate(arrivals.peak),
        rate(dailyRate(arrivals)(0)),
      );
    case 'batches':
      return l10n.t('**{0}** batches a second on average.', quantityText(arrivals.rate / arrivals.size, NUMBER));
    case 'trace': {
      const { times } = arrivals;
      const end = times[times.length - 1];
      const count = times.length.toLocaleString('en-US');
      return end > 0
        ? l10n.t('**{0} tx** in {1}, on average {2}.', count, time(end), rate(times.length / end))
        : l10n.t('**{0} tx** in {1}.', count, time(end));
    }
  }
}
