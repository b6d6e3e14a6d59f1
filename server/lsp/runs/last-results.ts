import type { RunEntry } from '../../protocol/runs.js';
import { runEntries } from './stored-views.js';

/**
 * What the last run of each scenario of a store showed, in a few words. Lists are read in the background: asking never
 * waits, and `changed` is called when there is news.
 */
export class LastResults {
  readonly #lists = new Map<string, readonly RunEntry[]>();
  readonly #reading = new Set<string>();

  constructor(private readonly changed: () => void) {}

  /** For instance `delay 1.23 s · block time 612 ms · seed 1`; undefined where there is no such run, or not yet. */
  of(store: string, source: string, scenario: string): string | undefined {
    const list = this.#lists.get(store);
    if (!list) this.refresh(store);
    const last = list?.find((entry) => entry.scenario === scenario && entry.source === source);
    if (!last?.figures) return undefined;
    return `${last.figures} · seed ${last.seed}${last.complete ? '' : ' · stopped early'}`;
  }

  /** Reads a store again. */
  refresh(store: string): void {
    if (this.#reading.has(store)) return;
    this.#reading.add(store);
    runEntries([store])
      .then((list) => {
        const news = JSON.stringify(list) !== JSON.stringify(this.#lists.get(store) ?? []);
        this.#lists.set(store, list);
        if (news) this.changed();
      })
      .catch(() => this.#lists.set(store, []))
      .finally(() => this.#reading.delete(store));
  }

  /** Reads every store again that was asked about before. */
  refreshAll(): void {
    for (const store of this.#lists.keys()) this.refresh(store);
  }
}
