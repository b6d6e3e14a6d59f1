import * as l10n from '@vscode/l10n';
import type { Scenario } from '../../../engine/model/scenario.js';
import { holdingText } from '../../protocol/outcomes.js';
import type { RunEntry } from '../../protocol/runs.js';
import { scenarioHash } from '../../runs/manifest.js';
import type { RunPlace } from '../../simulations/places.js';
import { BackgroundLists } from './background-lists.js';
import { runEntries } from './stored-views.js';

/** A short text about the last run of each scenario of a store. */
export class LastResults extends BackgroundLists<RunEntry> {
  constructor(changed: () => void) {
    super((store) => runEntries([store]), changed);
  }

  /**
   * For instance `2 of 2 expectations met · delay 1.23 s · block time 612 ms · seed 1`; undefined if there is no such
   * run, or not yet.
   * @param current the scenario as its text is now; undefined while that has errors
   */
  of(place: RunPlace, scenario: string, current: () => Scenario | undefined): string | undefined {
    const { store, source } = place;
    const last = this.list(store)?.find((entry) => entry.scenario === scenario && entry.source === source);
    if (!last?.figures) return undefined;
    const holding = last.outcomes && holdingText(last.outcomes);
    return [
      holding,
      last.figures,
      l10n.t('seed {0}', last.seed),
      last.complete ? '' : l10n.t('stopped early'),
      isOutdated(last, current()) ? l10n.t('text changed since') : '',
    ]
      .filter(Boolean)
      .join(' · ');
  }
}

/** Whether the scenario has changed since the run, apart from its seed. False while the text has errors. */
export function isOutdated(
  { seed, scenarioHash: hash }: Pick<RunEntry, 'seed' | 'scenarioHash'>,
  current: Scenario | undefined,
): boolean {
  return current !== undefined && scenarioHash({ ...current, seed }) !== hash;
}
