import type { PanelChoices } from '../../../server/protocol/panel.js';
import { duration, quantity } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { button, element } from '../elements.js';
import { chooseableDistributions } from '../figures/chosen-distribution.js';
import { inForceAt, shownBlock, slowestBlock } from '../figures/reconfiguration-choice.js';
import { ICONS } from '../icons.js';
import { metricTitle, runLabels } from '../metric-names.js';
import { runInFocus } from '../panel-model.js';
import { select } from './select.js';

type Choose = (choices: Partial<PanelChoices>) => void;

/** The controls of a section, by its id; most have none. */
export function chooserFor(
  section: string,
  runs: readonly RunView[],
  choices: PanelChoices,
  choose: Choose,
): HTMLElement | null {
  if (section === 'distribution') return distributionChooser(runs, choices, choose);
  const runChooser = runs.length > 1 ? focusChooser(section, runs, choices, choose) : null;
  if (section === 'timeline')
    return element('div', { class: 'choosers' }, runChooser, reconfigurationChooser(runs, choices, choose));
  return section === 'network' || section === 'story' ? runChooser : null;
}

function distributionChooser(runs: readonly RunView[], choices: PanelChoices, choose: Choose): HTMLElement {
  const options = chooseableDistributions(runs).map((metric) => ({ value: metric, text: metricTitle(metric) }));
  return select('Metric', 'choose-distribution', options, choices.distribution, (distribution) =>
    choose({ distribution }),
  );
}

function focusChooser(section: string, runs: readonly RunView[], choices: PanelChoices, choose: Choose): HTMLElement {
  const labels = runLabels(runs);
  const options = runs.map((run, i) => ({ value: run.id, text: labels[i] }));
  return select('Run', `choose-run-${section}`, options, runInFocus(runs, choices).id, (run) =>
    choose({ run, reconfiguration: null }),
  );
}

function reconfigurationChooser(runs: readonly RunView[], choices: PanelChoices, choose: Choose): HTMLElement {
  const run = runInFocus(runs, choices);
  const blocks = run.reconfigurations;
  const shown = shownBlock(run, choices);
  const slowest = slowestBlock(run);
  const place = blocks.findIndex((block) => block.height === shown?.height);
  const go = (step: number) => choose({ reconfiguration: blocks[place + step]?.height ?? null });
  const options = blocks.map((block) => ({
    value: String(block.height),
    text: `Block ${block.height} at ${duration(Math.round(block.due))}: ${quantity(inForceAt(block), 's')}${block.height === slowest ? ', the slowest' : ''}`,
  }));
  return element(
    'div',
    { class: 'stepper' },
    button(
      { icon: ICONS.back(), label: 'Previous configuration block' },
      { id: 'previous-reconfiguration', class: 'icon-button', disabled: place <= 0 },
      () => go(-1),
    ),
    select('Configuration block', 'choose-reconfiguration', options, String(shown?.height ?? ''), (height) =>
      choose({ reconfiguration: Number(height) }),
    ),
    button(
      { icon: ICONS.forward(), label: 'Next configuration block' },
      { id: 'next-reconfiguration', class: 'icon-button', disabled: place >= blocks.length - 1 },
      () => go(1),
    ),
  );
}
