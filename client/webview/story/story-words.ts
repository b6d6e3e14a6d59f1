import type { PanelChoices } from '../../../server/protocol/panel.js';
import { setting } from '../../../server/protocol/quantities.js';
import type { RunState, RunView } from '../../../server/protocol/run-view.js';
import type {
  ChangeView,
  DecisionView,
  EpochView,
  ProposalView,
  StoryView,
} from '../../../server/protocol/story-view.js';
import { counted } from '../words/counted.js';
import { t } from '../words/texts.js';

/** The title of a property of the configuration, and its SI unit. */
export const PROPERTIES: Record<string, { title: string; unit: string }> = {
  consensus: { title: t('Protocol'), unit: '' },
  blockSize: { title: t('Block size'), unit: 'B' },
  blockInterval: { title: t('Block interval'), unit: 's' },
  roundTimeout: { title: t('Round timeout'), unit: 's' },
  dissemination: { title: t('Dissemination'), unit: '' },
  validators: { title: t('Validators'), unit: '' },
};

export function propertyTitle(property: string): string {
  return PROPERTIES[property]?.title ?? property;
}

/** A value in its usual form: `2 MB`, `PBFT`. */
export function valueText(value: string, unit: string): string {
  return unit && Number.isFinite(Number(value)) ? setting(Number(value), unit) : value;
}

/** `Block size 1 MB → 2 MB, protocol PBFT → Tendermint`. */
export function changesText(changes: readonly ChangeView[]): string {
  const texts = changes.map(({ property, unit, before, after }) => {
    const title = propertyTitle(property);
    return `${title.toLowerCase()} ${valueText(before, unit)} → ${valueText(after, unit)}`;
  });
  const text = texts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The changes that a decision is about: the agreed ones, or else those of the last proposal. */
export function wantedChanges({ changes, proposals }: DecisionView): readonly ChangeView[] {
  if (changes.length > 0) return changes;
  return proposals.findLast((proposal) => proposal.changes.length > 0)?.changes ?? [];
}

/** Decisions in which a twin wanted a change, or voted against one. */
export function notableDecisions({ decisions }: StoryView): DecisionView[] {
  return decisions.filter((decision) => wantedChanges(decision).length > 0 || decision.proposals.some(isObjectedTo));
}

export function isObjectedTo({ objections }: ProposalView): boolean {
  return objections.length > 0;
}

/** The words for the end of the time in which something did not happen. */
export function byTheEnd(state: RunState): string {
  if (state === 'running') return t('so far');
  return state === 'stopped' ? t('before the run was stopped') : t('before the run ended');
}

/** The text about later decisions without an entry; empty if all have one. */
export function leftOutText({ leftOut }: StoryView): string {
  if (leftOut === 0) return '';
  return t`${counted(leftOut, 'later decision')} about a change ${leftOut === 1 ? 'is' : 'are'} not listed; the files of the run have all of them.`;
}

/**
 * The chosen decision; if none is chosen, the first that changed something. Undefined for a decision that is not
 * listed.
 */
export function shownDecision(run: RunView, { reconfiguration }: PanelChoices): DecisionView | undefined {
  const { story } = run;
  if (reconfiguration !== null && isLeftOut(run, reconfiguration)) return undefined;
  const telling = notableDecisions(story);
  return (
    story.decisions.find(({ height }) => height === reconfiguration) ??
    telling.find(({ changes }) => changes.length > 0) ??
    telling[0]
  );
}

/** Whether a configuration block of the run has no entry among the decisions, because there are too many of them. */
export function isLeftOut({ story, reconfigurations }: RunView, height: number): boolean {
  const isKnown = [...reconfigurations, ...story.epochs].some((block) => block.height === height);
  return isKnown && !story.decisions.some((decision) => decision.height === height);
}

/** Switches whose decision is listed, so that a click on their line opens it. */
export function listedEpochs({ epochs, decisions }: StoryView): EpochView[] {
  const told = new Set(decisions.map(({ height }) => height));
  return epochs.filter(({ height }) => told.has(height));
}
