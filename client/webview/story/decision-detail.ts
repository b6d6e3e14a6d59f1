import { nothing, type TemplateResult } from 'lit-html';
import { duration, quantity } from '../../../server/protocol/quantities.js';
import type { RunState, RunView } from '../../../server/protocol/run-view.js';
import type {
  ChangeView,
  DecisionView,
  ObjectionView,
  ProposalView,
  RuleView,
} from '../../../server/protocol/story-view.js';
import type { Host } from '../model/host.js';
import { counted } from '../words/counted.js';
import { html } from '../words/html.js';
import { nodeTitle } from '../words/node-names.js';
import { t } from '../words/texts.js';
import { lookAheadDetail, triedDetail } from './look-ahead-detail.js';
import { byTheEnd, changesText, propertyTitle, valueText } from './story-words.js';

/** Maximum number of cycles that are listed; further ones are counted. */
const MAX_CYCLES = 5;
/** Maximum number of names that are listed; further ones are counted. */
const MAX_NAMES = 4;

/** The text about a vote in progress. */
const OPEN_VOTE: Record<RunState, string> = {
  running: t('The vote is still open.'),
  stopped: t('The run was stopped before the vote ended.'),
  complete: t('The run ended before the vote did.'),
};

/** The reasons for the outcome of a configuration block: its proposer, the rule, and the votes against it. */
export function decisionDetail(decision: DecisionView, run: RunView, host: Host): TemplateResult {
  const { height, changes, proposals } = decision;
  const shown = proposals.length > MAX_CYCLES ? proposals.slice(-MAX_CYCLES) : proposals;
  const earlier = proposals.length - shown.length;
  return detail(
    height,
    html`
      <p class="detail">${courseOf(decision, run)}</p>
      ${changes.length > 0 ? changeTable(changes) : nothing}
      ${earlier > 0 ? html`<p class="detail">${counted(earlier, 'earlier cycle')} failed as well.</p>` : nothing}
      <ol class=${proposals.length > 1 ? 'cycles' : 'cycles single'}>
        ${shown.map((proposal, i) => cycle(proposal, shown[i - 1], proposals.length > 1, run, host))}
      </ol>
    `,
  );
}

function detail(height: number, content: TemplateResult): TemplateResult {
  return html`<article class="why" aria-labelledby="why-title" aria-live="polite"><h3 id="why-title">Configuration block ${height}</h3>${content}</article>`;
}

function courseOf({ decided, inForce, changes, proposals }: DecisionView, { state, system }: RunView): string {
  const since = proposals[0]?.due ?? 0;
  if (!decided) {
    const intervals = new Set(proposals.map(({ due }) => due)).size;
    return t`Due at ${clock(since)} · not agreed ${byTheEnd(state)}${intervals > 1 ? `, in ${counted(intervals, 'interval')}` : ''}`;
  }
  const { due, at, cycles, missed } = decided;
  // An interval is missed once every management node has had its turn.
  const tried = missed * system.managementNodes + cycles;
  const before =
    missed > 0
      ? t`, after ${counted(missed, 'missed interval')} (${counted(tried, 'cycle')} since ${clock(since)})`
      : '';
  const parts = [
    t`Due at ${clock(due)}${before}`,
    t`agreed after ${quantity(at - due, 's')}${cycles > 1 ? ` in ${counted(cycles, 'cycle')}` : ''}`,
    changes.length === 0
      ? t('changed nothing')
      : inForce
        ? t`in force from block ${inForce.block} on, ${quantity(inForce.at - at, 's')} later`
        : t`not in force ${byTheEnd(state)}`,
  ];
  return parts.join(' · ');
}

function clock(seconds: number): string {
  return duration(Math.round(seconds));
}

/** The text about a configuration block that has no entry among the decisions. */
export function unlistedDetail(height: number): TemplateResult {
  return detail(
    height,
    html`<p>Not listed: this run has too many decisions. The files of the run have all of them.</p>`,
  );
}

function changeTable(changes: readonly ChangeView[]): TemplateResult {
  return html`
    <dl class="changes">
      ${changes.map(
        ({ property, unit, before, after }) => html`
          <dt>${propertyTitle(property)}</dt>
          <dd><span class="before">${valueText(before, unit)}</span> → <span class="after">${valueText(after, unit)}</span></dd>
        `,
      )}
    </dl>
  `;
}

function cycle(
  proposal: ProposalView,
  before: ProposalView | undefined,
  isOneOfSeveral: boolean,
  run: RunView,
  host: Host,
): TemplateResult {
  const { cycle: number, rule, agreed, open, objections } = proposal;
  // Identical entries need no further text.
  const isRepeated = rule !== null && before !== undefined && wishText(before) === wishText(proposal);
  return html`
    <li>
      ${isOneOfSeveral ? html`<h4>Cycle ${number}${agreed ? ', agreed' : open ? ', open' : ''}</h4>` : nothing}
      ${
        isRepeated
          ? html`<p>${nodeTitle(run, proposal.proposer)} proposed the same, by the same rule.</p>`
          : proposerText(proposal, run, host)
      }
      ${proposal.lookAhead && !isRepeated ? lookAheadDetail(proposal.lookAhead, proposal, run) : nothing}
      ${rule && !isRepeated ? ruleText(rule) : nothing}
      ${isRepeated && !open ? nothing : outcomeText(proposal, run.state)}
      ${objections.map((objection) => objectionText(objection, run, host))}
    </li>
  `;
}

/** The text about a proposal, without its proposer. */
function wishText({ policy, rule, changes }: ProposalView): string {
  return JSON.stringify([policy, rule, changes]);
}

function proposerText(proposal: ProposalView, run: RunView, host: Host): TemplateResult {
  const { rule, rules, policy, proposer } = proposal;
  const who = nodeTitle(run, proposer);
  if (proposal.lookAhead) return html``;
  if (proposal.tried) return triedDetail(proposal.tried, proposal, run);
  if (!rule) {
    const why = rules > 0 ? t`no rule of ${policy} held` : t`${policy} has no rules, so it never proposes a change`;
    return html`<p>${who} proposed the configuration in force: ${why}.</p>`;
  }
  return html`<p>${who} proposed it, by ${ruleLink(rule, proposal, run, host)}:</p>`;
}

/** The outcome of a cycle, unless it follows from the entries before. */
function outcomeText(
  { agreed, open, changes, rule, objections }: ProposalView,
  state: RunState,
): TemplateResult | typeof nothing {
  const wish = changesText(changes).replace(/^./, (first) => first.toLowerCase());
  const sentences = [
    wish && !agreed ? t`It ${open && state === 'running' ? 'wants' : 'wanted'} ${wish}.` : '',
    rule && !wish ? t('The configuration already had these values.') : '',
    open ? OPEN_VOTE[state] : '',
    agreed || open || objections.length > 0 ? '' : t('The cycle failed although nobody voted against it.'),
  ].filter(Boolean);
  return sentences.length > 0 ? html`<p>${sentences.join(' ')}</p>` : nothing;
}

function ruleLink({ number, origin }: RuleView, { policy }: ProposalView, run: RunView, host: Host): TemplateResult {
  const name = t`rule ${number} of ${policy}`;
  const show = () => host.post({ type: 'reveal', run: run.id, origin });
  return host.interactive
    ? html`<button type="button" class="link" title="Show the rule in Editor" @click=${show}>${name}</button>`
    : html`<span>${name}</span>`;
}

/** The text of the rule, and its observations. */
function ruleText({ source, intervals, figures }: RuleView): TemplateResult {
  const read = figures.map(({ name, value, unit }) =>
    value === null ? t`${name} had no value` : `${name} = ${quantity(value, unit)}`,
  );
  return html`
    <div class="rule">
      <code>when ${source}${intervals > 1 ? t` for ${intervals} intervals` : ''}</code>
      ${read.length > 0 ? html`<p class="read">with ${read.join(', ')}</p>` : nothing}
    </div>
  `;
}

function objectionText({ reason, nodes, origin }: ObjectionView, run: RunView, host: Host): TemplateResult {
  const names = nodes.slice(0, MAX_NAMES).map((node) => nodeTitle(run, node));
  const more = nodes.length > MAX_NAMES ? t` and ${nodes.length - MAX_NAMES} more` : '';
  const show = () => {
    if (origin !== null) host.post({ type: 'reveal', run: run.id, origin });
  };
  const link =
    origin !== null && host.interactive
      ? html`<button type="button" class="link" aria-label="Show the condition in Editor" @click=${show}>Show in Editor</button>`
      : nothing;
  return html`
    <div class="objection">
      <p>${names.join(', ')}${more} voted against it: <code>${origin === null ? reason : acceptText(reason)}</code> ${link}</p>
    </div>
  `;
}

/** A condition, or a share of the twin's own best value. */
function acceptText(reason: string): string {
  return /^within .* of own best$/.test(reason) ? `accept ${reason}` : `accept when ${reason}`;
}
