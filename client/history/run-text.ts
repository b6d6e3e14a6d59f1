import { l10n } from 'vscode';
import { holdingText } from '../../server/protocol/outcomes.js';
import { duration } from '../../server/protocol/quantities.js';
import type { RunEntry } from '../../server/protocol/runs.js';

/** The display name of a run. */
export function runName({ label, scenario }: RunEntry): string {
  return label || scenario;
}

/** When a run was started: the time, with the day unless it was today. Empty if unknown. */
export function startText({ startedAt }: Pick<RunEntry, 'startedAt'>, now = new Date()): string {
  const started = new Date(startedAt);
  if (Number.isNaN(started.getTime())) return '';
  const time = started.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  if (started.toDateString() === now.toDateString()) return time;
  const year = started.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return `${started.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year })}, ${time}`;
}

/** One line about a run, beside its name. */
export function runDescription(entry: RunEntry): string {
  if (entry.damage !== undefined) return entry.figures;
  const scenario = entry.label ? entry.scenario : '';
  return [scenario, expectationsText(entry), entry.figures, l10n.t('seed {0}', entry.seed), startText(entry)]
    .filter(Boolean)
    .join(' · ');
}

/** How many of its expectations hold; empty if there are none. */
export function expectationsText({ outcomes }: RunEntry): string {
  return outcomes ? holdingText(outcomes) : '';
}

/** The simulated time of a run, and the real time that it took. */
export function extentText({ complete, simulatedSeconds, wallSeconds }: RunEntry): string {
  const [simulated, real] = [duration(simulatedSeconds), duration(wallSeconds)];
  return complete
    ? l10n.t('{0} simulated ({1} real time)', simulated, real)
    : l10n.t('Stopped after {0} simulated ({1} real time)', simulated, real);
}
