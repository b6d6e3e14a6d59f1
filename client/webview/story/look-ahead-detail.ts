import { nothing, svg, type TemplateResult } from 'lit-html';
import type {
  Belief,
  CandidateView,
  LookAheadView,
  MirrorView,
  TryView,
} from '../../../server/protocol/deliberation-view.js';
import { percent, quantity } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import type { ProposalView } from '../../../server/protocol/story-view.js';
import { counted } from '../words/counted.js';
import { html } from '../words/html.js';
import { nodeTitle } from '../words/node-names.js';
import { t } from '../words/texts.js';

/** Maximum number of candidates that are listed, the best ones and the configuration in force; further ones are counted. */
const MAX_CANDIDATES = 14;
/** The height of a row, px. */
const HEIGHT = 22;
const RADIUS = 3.5;
/** Half the height of the ends of an interval, px. */
const CAP = 4;
/** The margin on either side, as a share of the width, %. */
const MARGIN = 3;

/** The simulated candidates of a proposer, its belief, and the judgements of the others. */
export function lookAheadDetail(lookAhead: LookAheadView, proposal: ProposalView, run: RunView): TemplateResult {
  const { objective, goal, candidates } = lookAhead;
  const runs = candidates.reduce((sum, candidate) => sum + candidate.runs, 0);
  const shown = candidates.filter((candidate, i) => i < MAX_CANDIDATES || candidate.inForce || candidate.proposed);
  const hidden = candidates.length - shown.length;
  return html`
    <div class="look-ahead">
      <p>${nodeTitle(run, proposal.proposer)} simulated ${counted(candidates.length, 'candidate')} in ${counted(runs, 'run')}. ${verdict(candidates)}</p>
      <p class="read">To ${goal}: <code>${objective}</code>, mean ± standard error</p>
      ${candidatePlot(shown, lookAhead)}
      ${hidden > 0 ? html`<p class="detail">${counted(hidden, 'worse candidate')} not shown.</p>` : nothing}
      ${lookAhead.mirror ? mirrorTable(lookAhead.mirror) : nothing}
      ${judgementText(lookAhead, run)}
    </div>
  `;
}

/** The reason why the best candidate was proposed, or was not. */
function verdict(candidates: readonly CandidateView[]): string {
  const [best] = candidates;
  if (best?.proposed && best.inForce) return t('None was better than the configuration in force.');
  if (best?.proposed) return t`It proposed the best: ${best.name}.`;
  return t`The best, ${best?.name ?? ''}, was not better by more than one standard error, so the configuration stayed.`;
}

/** A dot for each candidate, with one standard error to either side, over one scale. */
function candidatePlot(candidates: readonly CandidateView[], { unit, objective }: LookAheadView): TemplateResult {
  const ends = candidates.flatMap(({ mean, error }) =>
    mean === null ? [] : [mean - (error ?? 0), mean + (error ?? 0)],
  );
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const span = high - low || 1;
  // Positions are shares of the width, so that dots stay round.
  const x = (value: number) => `${(MARGIN + ((value - low) / span) * (100 - 2 * MARGIN)).toFixed(2)}%`;
  const rows = candidates.map(({ name, mean, error, runs, inForce, proposed }) => {
    const kind = `candidate${inForce ? ' in-force' : ''}${proposed ? ' proposed' : ''}`;
    const y = HEIGHT / 2;
    const value = mean === null ? t('no value') : quantity(mean, unit);
    const spread = error === null ? '' : ` ± ${quantity(error, unit)}`;
    return html`
      <li class=${kind} title=${`${name}: ${value}${spread}, ${counted(runs, 'run')}`}>
        <span class="candidate-name">${name}</span>
        <svg height=${HEIGHT} role="presentation" aria-hidden="true">
          ${
            mean === null
              ? nothing
              : svg`${error === null ? nothing : interval(x(mean - error), x(mean + error), y)}<circle cx=${x(mean)} cy=${y} r=${RADIUS} />`
          }
        </svg>
        <span class="candidate-value">${value}${spread ? html`<span class="spread">${spread}</span>` : nothing}</span>
      </li>
    `;
  });
  const scale =
    high > low
      ? html`<li class="candidate scale" aria-hidden="true"><span class="ends"><span>${quantity(low, unit)}</span><span>${quantity(high, unit)}</span></span></li>`
      : nothing;
  return html`<ol class="candidates" aria-label=${t`Candidates by ${objective}, the best first`}>${rows}${scale}</ol>`;
}

function interval(from: string, to: string, y: number): TemplateResult {
  const cap = (at: string) => svg`<line x1=${at} x2=${at} y1=${y - CAP} y2=${y + CAP} />`;
  return svg`<line x1=${from} x2=${to} y1=${y} y2=${y} />${cap(from)}${cap(to)}`;
}

function mirrorTable({ staleness, arrivals, bandwidth, latency, loss, live }: MirrorView): TemplateResult {
  const rows = [
    ...(arrivals ? [[t('Arrivals'), quantity(arrivals.believed, 'tx/s'), quantity(arrivals.actual, 'tx/s')]] : []),
    [t('Link rate'), ...believedAndTrue(bandwidth)],
    [t('Latency'), ...believedAndTrue(latency)],
    [t('Lost copies'), ...believedAndTrue(loss)],
    [t('Nodes up'), String(live.believed), String(live.actual)],
  ];
  return html`
    <table class="mirror">
      <caption>What it believed, from a block that was ${quantity(staleness, 's')} old</caption>
      <thead><tr><th></th><th scope="col" class="number">Believed</th><th scope="col" class="number">True</th></tr></thead>
      <tbody>${rows.map(
        ([name, believed, actual]) =>
          html`<tr><th scope="row" class="text">${name}</th><td class="number">${believed}</td><td class="number">${actual}</td></tr>`,
      )}</tbody>
    </table>
  `;
}

function believedAndTrue(belief: Belief | null): [string, string] {
  return belief ? [percent(belief.believed), percent(belief.actual)] : [t('not recorded'), t('not recorded')];
}

function judgementText({ judgements, unit }: LookAheadView, run: RunView): TemplateResult | typeof nothing {
  if (judgements.length === 0) return nothing;
  const against = judgements.filter(({ accepted }) => !accepted).length;
  const rows = judgements.map(
    ({ node, proposed, best, accepted }) =>
      html`<tr><th scope="row" class="text">${nodeTitle(run, node)}</th><td class="number">${quantity(proposed, unit)}</td><td class="number">${quantity(best, unit)}</td><td class="text">${accepted ? t('for it') : t('against it')}</td></tr>`,
  );
  return html`
    <details class="judgements">
      <summary>${counted(judgements.length, 'other twin')} compared it with the best of their own runs; ${against === 0 ? 'all' : judgements.length - against} voted for it</summary>
      <table>
        <thead><tr><th></th><th scope="col" class="number">Proposal</th><th scope="col" class="number">Own best</th><th scope="col" class="text">Vote</th></tr></thead>
        <tbody>${rows}</tbody>
      </table>
    </details>
  `;
}

/** The choice of a learning twin, and its state. */
export function triedDetail(
  { state, action, exploring }: TryView,
  proposal: ProposalView,
  run: RunView,
): TemplateResult {
  const why = exploring ? t('to try it') : t('for what it has learnt');
  return html`<p>${nodeTitle(run, proposal.proposer)} proposed ${action} ${why}; it saw ${state}.</p>`;
}
