import type { PanelChoices } from '../../../server/protocol/panel.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import type { ChangeView, DecisionView, ProposalView, StoryView } from '../../../server/protocol/story-view.js';
import { setting } from '../quantities.js';

/** What a property of the configuration is called, and its SI unit. */
export const PROPERTIES: Record<string, { title: string; unit: string }> = {
  consensus: { title: 'Protocol', unit: '' },
  blockSize: { title: 'Block size', unit: 'B' },
  blockInterval: { title: 'Block interval', unit: 's' },
  roundTimeout: { title: 'Round timeout', unit: 's' },
  dissemination: { title: 'Dissemination', unit: '' },
  validators: { title: 'Validators', unit: '' },
};

export function propertyTitle(property: string): string {
  return PROPERTIES[property]?.title ?? property;
}

/** A value as a person writes it: `2 MB`, `PBFT`. */
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

/** What somebody wanted to change at a decision: what was agreed, or else what was last proposed. */
export function wishOf({ changes, proposals }: DecisionView): readonly ChangeView[] {
  if (changes.length > 0) return changes;
  return proposals.findLast((proposal) => proposal.changes.length > 0)?.changes ?? [];
}

/** Decisions in which somebody wanted a change, or voted against one. */
export function tellingDecisions({ decisions }: StoryView): DecisionView[] {
  return decisions.filter((decision) => wishOf(decision).length > 0 || decision.proposals.some(isObjectedTo));
}

export function isObjectedTo({ objections }: ProposalView): boolean {
  return objections.length > 0;
}

/** How many configuration blocks left everything as it was. */
export function unchangedCount({ decisions, leftOut }: StoryView): number {
  return leftOut + decisions.filter(({ decided, changes }) => decided && changes.length === 0).length;
}

/** The chosen decision; where none is chosen, the first that changed something. */
export function shownDecision({ story }: RunView, { reconfiguration }: PanelChoices): DecisionView | undefined {
  const telling = tellingDecisions(story);
  return (
    story.decisions.find(({ height }) => height === reconfiguration) ??
    telling.find(({ changes }) => changes.length > 0) ??
    telling[0]
  );
}
