import type { RunEntry } from '../../server/protocol/runs.js';
import type { ChosenScenario } from '../scenarios/scenario-at-hand.js';

/** The latest run of a scenario of a text. */
export function lastRunOf(entries: readonly RunEntry[], { uri, scenario }: ChosenScenario): RunEntry | undefined {
  const file = decodeURIComponent(uri);
  return entries.find(
    (entry) =>
      entry.scenario === scenario && (entry.source === '' || entry.source === uri || file.endsWith(`/${entry.source}`)),
  );
}
