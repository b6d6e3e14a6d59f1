import * as l10n from '@vscode/l10n';
import type { Distribution } from '../../../engine/model/scenario.js';
import type { Dimension } from '../../dimensions/dimension.js';
import type { Goodness } from '../../values/fitting.js';
import { quantityText } from '../../values/quantity-text.js';
import { eitherOf } from '../localized.js';
import { dataUri, densityPicture } from './density-picture.js';
import { factsOf } from './distribution-facts.js';

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

/** Mean, spread, share outside the bounds, and a picture of the density, as Markdown. */
export function distributionText(distribution: Distribution, dimension: Dimension): string {
  if (distribution.kind === 'constant') return l10n.t('Always {0}.', quantityText(distribution.value, dimension));
  const facts = factsOf(distribution);
  const write = (value: number) => quantityText(value, dimension);
  const spread = l10n.t(
    'mean **{0}**, sd {1}, median {2}, 90 % between {3} and {4}',
    write(facts.mean),
    write(facts.sd),
    write(facts.median),
    write(facts.p5),
    write(facts.p95),
  );
  const { within } = distribution;
  const bounds =
    within && facts.cut >= 1e-6
      ? l10n.t('Values {0} are drawn again: {1} of them.', describeBounds(within, write), percent(facts.cut))
      : '';
  const picture = `![${l10n.t('density')}](${dataUri(densityPicture(distribution, facts.mean, write))})`;
  return [spread, bounds, picture].filter(Boolean).join('\n\n');
}

function describeBounds({ lo, hi }: { lo?: number; hi?: number }, write: (value: number) => string): string {
  const below = lo === undefined ? '' : l10n.t('below {0}', write(lo));
  const above = hi === undefined ? '' : l10n.t('above {0}', write(hi));
  return eitherOf([below, above].filter(Boolean));
}

/** How well a fitted distribution fits, and what that means. */
export function goodnessText({ n, distance }: Goodness): string {
  return l10n.t(
    'Fitted to **{0} values**; the distribution functions are at most **{1}** apart (Kolmogorov-Smirnov).',
    n.toLocaleString('en-US'),
    Number(distance.toPrecision(2)),
  );
}
