import type { TemplateResult } from 'lit-html';
import type { PanelChoices } from '../../../server/protocol/panel.js';
import { duration, quantity } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { ICONS } from '../dom/icons.js';
import { select } from '../dom/select.js';
import { chooseableDistributions } from '../figures/chosen-distribution.js';
import { inForceAt, shownBlock, slowestBlock } from '../figures/reconfiguration-choice.js';
import { runInFocus } from '../model/panel-model.js';
import { html } from '../words/html.js';
import { metricTitle, runLabels } from '../words/metric-names.js';
import { t } from '../words/texts.js';

type Choose = (choices: Partial<PanelChoices>) => void;

/** The controls of a section, by id; most have none. */
export function chooserFor(
  section: string,
  runs: readonly RunView[],
  choices: PanelChoices,
  choose: Choose,
): TemplateResult | null {
  if (section === 'distribution') return distributionChooser(runs, choices, choose);
  const runChooser = runs.length > 1 ? focusChooser(section, runs, choices, choose) : null;
  if (section === 'timeline')
    return html`<div class="choosers">${runChooser}${reconfigurationChooser(runs, choices, choose)}</div>`;
  return section === 'network' || section === 'story' ? runChooser : null;
}

function distributionChooser(runs: readonly RunView[], choices: PanelChoices, choose: Choose): TemplateResult {
  const options = chooseableDistributions(runs).map((metric) => ({ value: metric, text: metricTitle(metric) }));
  return select(t('Metric'), 'choose-distribution', options, choices.distribution, (distribution) =>
    choose({ distribution }),
  );
}

function focusChooser(
  section: string,
  runs: readonly RunView[],
  choices: PanelChoices,
  choose: Choose,
): TemplateResult {
  const labels = runLabels(runs);
  const options = runs.map((run, i) => ({ value: run.id, text: labels[i] }));
  return select(t('Run'), `choose-run-${section}`, options, runInFocus(runs, choices).id, (run) =>
    choose({ run, reconfiguration: null }),
  );
}

function reconfigurationChooser(runs: readonly RunView[], choices: PanelChoices, choose: Choose): TemplateResult {
  const run = runInFocus(runs, choices);
  const blocks = run.reconfigurations;
  const shown = shownBlock(run, choices);
  const slowest = slowestBlock(run);
  const place = blocks.findIndex((block) => block.height === shown?.height);
  const go = (step: number) => () => choose({ reconfiguration: blocks[place + step]?.height ?? null });
  const options = blocks.map((block) => ({
    value: String(block.height),
    text: t`Block ${block.height} at ${duration(Math.round(block.due))}: ${quantity(inForceAt(block), 's')}${block.height === slowest ? t(', the slowest') : ''}`,
  }));
  const stepper = (id: string, icon: TemplateResult, label: string, isOff: boolean, step: number) => html`
    <button type="button" id=${id} class="icon-button" aria-label=${label} title=${label} ?disabled=${isOff} @click=${go(step)}>${icon}</button>
  `;
  return html`
    <div class="stepper">
      ${stepper('previous-reconfiguration', ICONS.back(), t('Previous configuration block'), place <= 0, -1)}
      ${select(t('Configuration block'), 'choose-reconfiguration', options, String(shown?.height ?? ''), (height) =>
        choose({ reconfiguration: Number(height) }),
      )}
      ${stepper('next-reconfiguration', ICONS.forward(), t('Next configuration block'), place >= blocks.length - 1, 1)}
    </div>
  `;
}
