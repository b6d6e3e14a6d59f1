import type { Distribution } from '../../../engine/model/scenario.js';
import type { Dimension } from '../../dimensions/dimension.js';
import type { Goodness } from '../../values/fitting.js';
import { quantityText } from '../../values/quantity-text.js';
import { dataUri, densityPicture } from './density-picture.js';
import { factsOf } from './distribution-facts.js';

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

/** Mean, spread, share outside the bounds, and a picture of the density, as Markdown. */
export function distributionText(distribution: Distribution, dimension: Dimension): string {
  if (distribution.kind === 'constant') return `Always ${quantityText(distribution.value, dimension)}.`;
  const facts = factsOf(distribution);
  const write = (value: number) => quantityText(value, dimension);
  const spread = `mean **${write(facts.mean)}**, sd ${write(facts.sd)}, median ${write(facts.median)}, 90 % between ${write(facts.p5)} and ${write(facts.p95)}`;
  const { within } = distribution;
  const bounds =
    within && facts.cut >= 1e-6
      ? `Values ${describeBounds(within, write)} are drawn again: ${percent(facts.cut)} of them.`
      : '';
  const picture = `![density](${dataUri(densityPicture(distribution, facts.mean, write))})`;
  return [spread, bounds, picture].filter(Boolean).join('\n\n');
}

function describeBounds({ lo, hi }: { lo?: number; hi?: number }, write: (value: number) => string): string {
  const below = lo === undefined ? '' : `below ${write(lo)}`;
  const above = hi === undefined ? '' : `above ${write(hi)}`;
  return [below, above].filter(Boolean).join(' or ');
}

/** How well a fitted distribution fits, and what that means. */
export function goodnessText({ n, distance }: Goodness): string {
  return `Fitted to **${n.toLocaleString('en-US')} values**; the distribution functions are at most **${Number(distance.toPrecision(2))}** apart (Kolmogorov-Smirnov).`;
}
