import { nothing, type TemplateResult } from 'lit-html';
import type { PanelChoices } from '../../../server/protocol/panel.js';
import { duration } from '../../../server/protocol/quantities.js';
import type { RunState, RunView } from '../../../server/protocol/run-view.js';
import type { DecisionView } from '../../../server/protocol/story-view.js';
import { ICONS } from '../dom/icons.js';
import type { Host } from '../model/host.js';
import { counted } from '../words/counted.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';
import { decisionDetail, unlistedDetail } from './decision-detail.js';
import {
  byTheEnd,
  changesText,
  isLeftOut,
  leftOutText,
  notableDecisions,
  shownDecision,
  wantedChanges,
} from './story-words.js';

type Choose = (choices: Partial<PanelChoices>) => void;

/** Successive decisions with the same proposed changes, which were not agreed. */
interface Row {
  decisions: DecisionView[];
}

/** The list of decisions about a change, and beside it the reasons for the selected one. */
export function storyList(run: RunView, choices: PanelChoices, choose: Choose, host: Host): TemplateResult {
  const shown = shownDecision(run, choices);
  const rows = rowsOf(notableDecisions(run.story)).map(({ decisions }) => {
    const [{ height }] = decisions;
    const isShown = decisions.some((decision) => decision.height === shown?.height);
    return html`
      <li>
        <button type="button" id=${`decision-${height}`} class="decision" aria-current=${isShown ? 'true' : nothing}
          @click=${() => choose({ reconfiguration: height })}>${rowContent({ decisions }, run.state)}</button>
      </li>
    `;
  });
  return html`
    <div class="story">
      <div class="story-list">
        <ol aria-label="Decisions about a change">${rows}</ol>
        <p class="detail">${[unchangedText(run), leftOutText(run.story)].filter(Boolean).join(' ')}</p>
      </div>
      ${shown ? decisionDetail(shown, run, host) : untold(run, choices)}
    </div>
  `;
}

function untold(run: RunView, { reconfiguration }: PanelChoices): TemplateResult | null {
  return reconfiguration !== null && isLeftOut(run, reconfiguration) ? unlistedDetail(reconfiguration) : null;
}

/** Scrolls the list until the chosen row is visible. */
export function keepInView(story: Element): void {
  const list = story.querySelector('ol');
  const row = list?.querySelector('[aria-current]');
  if (!list || !row) return;
  const [outer, inner] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
}

function rowsOf(decisions: readonly DecisionView[]): Row[] {
  const rows: Row[] = [];
  for (const decision of decisions) {
    const last = rows.at(-1)?.decisions;
    const isSame =
      last?.[0].changes.length === 0 &&
      decision.changes.length === 0 &&
      decision.decided !== null &&
      changesText(wantedChanges(last[0])) === changesText(wantedChanges(decision));
    if (last && isSame) last.push(decision);
    else rows.push({ decisions: [decision] });
  }
  return rows;
}

function rowContent({ decisions }: Row, state: RunState): TemplateResult {
  const [first] = decisions;
  const isAgreed = first.changes.length > 0;
  const wish = changesText(wantedChanges(first));
  const mark = !first.decided ? ICONS.undecided() : isAgreed || !wish ? ICONS.passed() : ICONS.failed();
  const outcome = isAgreed
    ? html`<span class="visually-hidden">, agreed</span>`
    : html`<span class="detail"> ${refusalText(decisions, wish, state)}</span>`;
  return html`<span class="decision-time">${duration(Math.round(timeOf(first)))}</span
    ><span class=${isAgreed ? 'mark passed' : 'mark'}>${mark}</span
    ><span class="decision-text">${wish || t('Nothing to change')}${outcome}</span>`;
}

/** @param wish the proposed changes; empty if no twin proposed any, but some voted against keeping everything */
function refusalText(decisions: readonly DecisionView[], wish: string, state: RunState): string {
  const last = decisions[decisions.length - 1];
  if (!last.decided) return t`not agreed ${byTheEnd(state)}`;
  const outcome = wish ? t('not agreed') : t('agreed against votes');
  return decisions.length > 1
    ? t`${outcome}, ${decisions.length} times until ${duration(Math.round(timeOf(last)))}`
    : outcome;
}

function timeOf({ decided, proposals }: DecisionView): number {
  return decided?.due ?? proposals[0]?.due ?? 0;
}

function unchangedText({ story }: RunView): string {
  if (story.counts.kept === 0) return '';
  return t`${counted(story.counts.kept, 'configuration block')} changed nothing.`;
}
