import * as l10n from '@vscode/l10n';
import { TIME } from '../dimensions/dimension.js';
import { quantityText } from '../values/quantity-text.js';
import type { ClosedForm } from './closed-form.js';

/** Estimated times of a scenario: `estimate: block time ≈ 469ms, agreement ≈ 208ms, …`. */
export function estimateText(form: ClosedForm): string {
  const about = form.atLeast ? l10n.t('at least') : '≈';
  const time = (seconds: number) => `${about} ${quantityText(seconds, TIME)}`;
  return l10n.t(
    'estimate: block time {0}, agreement {1}, propagation {2}, update {3}',
    time(form.blockTime),
    time(form.agreement),
    time(form.propagation),
    time(form.update),
  );
}

/** The same, short enough for a hint: block time and total delay. */
export function estimateHint(form: ClosedForm): string {
  const about = form.atLeast ? '≳' : '≈';
  const total = form.agreement + form.propagation + form.update;
  return l10n.t('block {0} {1} · delay {0} {2}', about, quantityText(form.blockTime, TIME), quantityText(total, TIME));
}
