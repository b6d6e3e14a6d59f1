import { count, percent, quantity } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { t } from '../words/texts.js';

/** The reason for a few very long delays, with their share; empty if no switch was late. */
export function lateSwitchesText({ switches: { all, late, blockTime } }: RunView): string {
  if (late === 0) return '';
  return (
    t`${count(late)} of ${count(all)} switches (${percent(late / all)}) missed the first view, as nodes still ran under ` +
    t`two configurations; their blocks took ${quantity(blockTime, 's')} (median).`
  );
}
