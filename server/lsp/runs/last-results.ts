import { holdingText } from '../../protocol/outcomes.js';
import type { RunEntry } from '../../protocol/runs.js';
import { BackgroundLists } from './background-lists.js';
import { runEntries } from './stored-views.js';

/** What the last run of each scenario of a store showed, in a few words. */
export class LastResults extends BackgroundLists<RunEntry> {
  constructor(changed: () => void) {
    super((store) => runEntries([store]), changed);
  }

  /**
   * For instance `2 of 2 expectations met · delay 1.23 s · block time 612 ms · seed 1`; undefined where there is no such run,
   * or not yet.
   */
  of(store: string, source: string, scenario: string): string | undefined {
    const last = this.list(store)?.find((entry) => entry.scenario === scenario && entry.source === source);
    if (!last?.figures) return undefined;
    const holding = last.outcomes && holdingText(last.outcomes);
    return [holding, last.figures, `seed ${last.seed}`, last.complete ? '' : 'stopped early']
      .filter(Boolean)
      .join(' · ');
  }
}
