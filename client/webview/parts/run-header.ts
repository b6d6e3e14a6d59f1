import type { DataFormat } from '../../../server/protocol/panel.js';
import { counted, duration, setting } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { button, element, svg } from '../elements.js';
import type { Host } from '../host.js';
import { ICONS } from '../icons.js';
import { runLabels } from '../metric-names.js';
import { createMenu } from './menu.js';

/** What was run, and what can be done with it. */
export function runHeader(runs: readonly RunView[], host: Host): HTMLElement {
  return element(
    'header',
    { class: 'run-header' },
    runs.length === 1 ? singleTitle(runs[0]) : comparisonTitle(runs, host),
    host.interactive ? actions(runs, host) : null,
  );
}

function singleTitle(run: RunView): HTMLElement {
  return element(
    'div',
    { class: 'titles' },
    element('h1', {}, run.name),
    element('p', { class: 'subtitle' }, describe(run)),
  );
}

function describe(run: RunView): string {
  const { system } = run;
  const time =
    run.state === 'complete'
      ? `${duration(run.duration)} simulated`
      : `${duration(run.simulatedSeconds)} of ${duration(run.duration)} simulated`;
  return [
    `${counted(system.nodes, 'node')}, ${system.managementNodes} managing`,
    system.consensus,
    `${setting(system.blockSize, 'B')} blocks`,
    `seed ${run.seed}`,
    time,
    run.warmup > 0 ? `${duration(run.warmup)} warm-up not measured` : '',
  ]
    .filter(Boolean)
    .join('  ·  ');
}

function comparisonTitle(runs: readonly RunView[], host: Host): HTMLElement {
  const labels = runLabels(runs);
  const legend = runs.map((run, i) => {
    const name = host.interactive
      ? button(labels[i], { class: 'link', title: `Show ${labels[i]} alone` }, () =>
          host.post({ type: 'show', run: run.id }),
        )
      : element('span', {}, labels[i]);
    const others = runs.filter((other) => other !== run).map((other) => other.id);
    const baseline =
      i === 0
        ? element('span', { class: 'detail' }, ' (baseline)')
        : host.interactive &&
          button('Use as Baseline', { class: 'link', 'aria-label': `Use ${labels[i]} as baseline` }, () =>
            host.post({ type: 'baseline', runs: [run.id, ...others] }),
          );
    return element(
      'li',
      {},
      swatch(i),
      ' ',
      name,
      element('span', { class: 'detail' }, ` ${describe(run)} `),
      baseline,
    );
  });
  return element(
    'div',
    { class: 'titles' },
    element('h1', {}, `${runs.length} runs compared`),
    element('ul', { class: 'compared' }, ...legend),
  );
}

/** The line that a run has in every chart: its colour and its dashes. */
export function swatch(place: number): SVGSVGElement {
  return svg(
    'svg',
    { class: `swatch run-${place % 5}`, width: 22, height: 8, viewBox: '0 0 22 8', 'aria-hidden': 'true' },
    svg('path', { d: 'M0 4H22' }),
  );
}

function actions(runs: readonly RunView[], host: Host): HTMLElement {
  const ids = runs.map((run) => run.id);
  if (runs.some((run) => run.state === 'running')) return element('div', { class: 'actions' });
  const again: HTMLElement[] =
    runs.length > 1
      ? []
      : [
          button('Run Again', { class: 'primary' }, () => host.post({ type: 'runAgain', run: ids[0], newSeed: false })),
          button('New Seed', { class: 'secondary', title: 'Run again with another seed' }, () =>
            host.post({ type: 'runAgain', run: ids[0], newSeed: true }),
          ),
        ];
  const trigger = element('button', { type: 'button', class: 'secondary with-chevron' }, 'Export', ICONS.chevron());
  const exported = (title: string, format: DataFormat) => ({
    title,
    run: () => host.post({ type: 'exportData', runs: ids, format }),
  });
  return element(
    'div',
    { class: 'actions' },
    ...again,
    button('Compare…', { class: 'secondary' }, () => host.post({ type: 'compare', runs: ids })),
    createMenu(trigger, () => [
      exported('HTML Report…', 'html'),
      exported('CSV…', 'csv'),
      exported('Parquet…', 'parquet'),
      exported('JSON…', 'json'),
    ]),
  );
}
