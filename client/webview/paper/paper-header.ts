import { nothing, type TemplateResult } from 'lit-html';
import type { PaperPanel, PaperView } from '../../../server/protocol/paper.js';
import { duration } from '../../../server/protocol/quantities.js';
import type { Progress } from '../dom/progress-bar.js';
import type { Host } from '../model/host.js';
import { counted } from '../words/counted.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';

/** The header of a reproduction: its extent, its progress, and its actions. */
export function paperHeader(paper: PaperView, filled: ReadonlyMap<number, PaperPanel>, host: Host): TemplateResult {
  return html`
    <header class="run-header">
      <div class="titles">
        <h1>Figures of the paper</h1>
        <p class="subtitle">${describe(paper, filled)}</p>
      </div>
      ${host.interactive ? actions(paper, host) : nothing}
    </header>
  `;
}

function describe({ extent, state, outline }: PaperView, filled: ReadonlyMap<number, PaperPanel>): string {
  const complete = [...filled.values()].filter(({ experiment }) => experiment.state === 'complete').length;
  const panels = counted(outline.panels.length, 'panel');
  return [
    extent === 'quick'
      ? t('Quick look: 5 replications of 5 minutes, where the paper has 10 of an hour')
      : t('Full reproduction: 10 replications of an hour and more'),
    state === 'complete' ? panels : t`${complete} of ${panels} finished`,
    state === 'stopped' ? 'stopped' : '',
  ]
    .filter(Boolean)
    .join('  ·  ');
}

function actions({ state }: PaperView, host: Host): TemplateResult {
  const resume = () => host.post({ type: 'resumePaper' });
  const open = () => host.post({ type: 'openPaperPage' });
  return html`
    <div class="actions">
      ${
        state === 'stopped'
          ? html`<button type="button" class="primary" title="Simulate the missing replications" @click=${resume}>Resume</button>`
          : nothing
      }
      ${
        state === 'complete'
          ? html`<button type="button" class="secondary" title="Open the page about all claims and plots" @click=${open}>Open as Page</button>`
          : nothing
      }
    </div>
  `;
}

/** The progress of a reproduction that is running. */
export function paperProgress({ state, progress }: PaperView, host: Host): Progress | null {
  if (state !== 'running' && state !== 'stopping') return null;
  const share = progress ? (progress.panelsDone + progress.cellsDone / progress.cellsExpected) / progress.panels : 0;
  const parts = progress
    ? [
        t`Panel ${progress.panelsDone + 1} of ${progress.panels}: ${progress.panel}`,
        `${progress.cellsDone} of ${counted(progress.cellsExpected, 'replication')}`,
        progress.secondsLeft === null ? '' : t`${duration(Math.max(1, Math.round(progress.secondsLeft)))} left`,
      ]
    : [t('Starting…')];
  return {
    share,
    text: parts.filter(Boolean).join('  ·  '),
    label: t('Replications'),
    id: 'paper',
    stopping: state === 'stopping',
    stop: () => host.post({ type: 'stopPaper' }),
  };
}
