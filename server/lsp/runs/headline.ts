import * as l10n from '@vscode/l10n';
import { quantity } from '../../protocol/quantities.js';
import type { Summary } from '../../runs/summary.js';

/** The means of a run in a few words: `delay 1.23 s · block time 612 ms`. Empty if it measured neither. */
export function headline({ metrics }: Pick<Summary, 'metrics'>): string {
  const figures = [
    [l10n.t('delay'), metrics['delay.total']],
    [l10n.t('block time'), metrics['primary.blockTime']],
  ] as const;
  return figures
    .flatMap(([name, metric]) =>
      typeof metric?.mean === 'number' ? [`${name} ${quantity(metric.mean, metric.unit)}`] : [],
    )
    .join(' · ');
}
