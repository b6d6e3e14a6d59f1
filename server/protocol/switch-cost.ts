import * as l10n from '@vscode/l10n';
import { percent } from './quantities.js';

/** The quartiles by which switch blocks are compared with normal ones. */
interface Quartiles {
  q1: number | null;
  /** Null or NaN if there are no blocks. */
  median: number | null;
}

/**
 * Whether block times hide the cost of a switch. With chained HotStuff, one certificate decides several blocks at once
 * after a failed view. The first of them has the whole wait, and the switch block, a later one, has a block time of 0.
 */
export function hidesSwitchCost(switched: Quartiles): boolean {
  return switched.q1 === 0;
}

/** Shown instead of a comparison if {@link hidesSwitchCost}. */
export function hiddenSwitchCost(): string {
  return l10n.t(
    'Many switch blocks have a block time of 0: one certificate decides several blocks. The block before the switch has the wait; throughput shows what a switch costs.',
  );
}

/**
 * How the median block time changes with a switch, in a sentence.
 *
 * @returns empty if either has no blocks
 */
export function switchCostText(normal: Quartiles, switched: Quartiles): string {
  if (!normal.median || switched.median === null || Number.isNaN(switched.median)) return '';
  if (hidesSwitchCost(switched)) return hiddenSwitchCost();
  const change = (switched.median - normal.median) / normal.median;
  if (Math.abs(change) < 5e-4) return l10n.t('The median switch block takes as long as the median normal block.');
  const size = percent(Math.abs(change));
  return change > 0
    ? l10n.t('The median switch block takes {0} longer than the median normal block.', size)
    : l10n.t('The median switch block takes {0} less than the median normal block.', size);
}
