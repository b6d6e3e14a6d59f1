import type { PanelChoices } from '../../../server/protocol/panel.js';
import { duration, quantity } from '../../../server/protocol/quantities.js';
import type { ReconfigurationView, RunView } from '../../../server/protocol/run-view.js';
import { runInFocus } from '../model/panel-model.js';
import { faultsAt } from '../time/fault-lanes.js';
import { runRange, shownStep, shownWindow } from '../time/run-time.js';
import type { TimeAxisState } from '../time/time-axis.js';
import { counted } from '../words/counted.js';
import { t } from '../words/texts.js';
import { SECTIONS } from './all.js';
import { blockRange, shownBlock, shownBlockWindow } from './reconfiguration-choice.js';

/** The axis of simulated time, with the values of every figure on it at a moment. */
export function runAxis(runs: readonly RunView[], choices: PanelChoices): TimeAxisState {
  const window = shownWindow(runs, choices);
  const step = Math.min(...runs.map(({ series }) => shownStep(series, window)));
  const figures = SECTIONS.flatMap((section) => section.figures).filter((figure) => figure.hasData(runs, choices));
  const clock = (seconds: number) => duration(Math.round(seconds));
  return {
    ...runRange(runs),
    window,
    step,
    clock,
    describe(seconds) {
      const texts = figures.map((figure) => figure.at?.(runs, choices, seconds) ?? '').filter(Boolean);
      const faults = runs.length === 1 ? faultsAt(runs[0].faults ?? [], seconds) : '';
      return [t`At ${clock(seconds)}`, ...(faults ? [faults] : []), ...texts].join(' · ');
    },
  };
}

/** The axis of the time since the end of a configuration block interval. */
export function blockAxis(runs: readonly RunView[], choices: PanelChoices): TimeAxisState {
  const block = shownBlock(runInFocus(runs, choices), choices);
  const range = blockRange(block);
  const window = shownBlockWindow(block, choices);
  return {
    ...range,
    window,
    step: (window.to - window.from) / 100,
    clock: (seconds) => quantity(seconds, 's'),
    describe: (seconds) => (block ? progressAt(block, seconds) : ''),
  };
}

function progressAt({ decided, node, received, applied }: ReconfigurationView, seconds: number): string {
  const until = (times: readonly (number | null)[]) => times.filter((time) => time !== null && time <= seconds).length;
  const nodes = counted(node.length, 'node');
  return [
    t`${quantity(seconds, 's')} after the interval`,
    seconds < decided ? t('not decided yet') : 'decided',
    t`received by ${until(received)} of ${nodes}, applied by ${until(applied)}`,
  ].join(' · ');
}
