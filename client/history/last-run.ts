import type { RunEntry } from '../../server/protocol/runs.js';
import type { ChosenScenario } from '../scenarios/active-scenario.js';

/** The latest run of a scenario of a text. */
export function lastRunOf(entries: readonly RunEntry[], { uri, scenario }: ChosenScenario): RunEntry | undefined {
  return entries.find((entry) => entry.scenario === scenario && isFrom(entry, uri));
}

/** Whether a kept run or experiment came from a text, as far as its source was noted. */
export function isFrom({ source }: { source: string }, uri: string): boolean {
  return source === '' || source === uri || decodeURIComponent(uri).endsWith(`/${source}`);
}
