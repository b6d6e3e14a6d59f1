import type { ExperimentEntry } from '../../protocol/experiments.js';
import { outcomesText } from '../../protocol/outcomes.js';
import { BackgroundLists } from '../runs/background-lists.js';
import { experimentEntries } from './stored-experiments.js';

/** How the last experiments of each folder ended, in a few words. */
export class LastExperiments extends BackgroundLists<ExperimentEntry> {
  /** @param isActive whether the experiment of a folder goes on */
  constructor(
    changed: () => void,
    private readonly isActive: (folder: string) => boolean,
  ) {
    super((home) => experimentEntries([home]), changed);
  }

  /** To be called when an experiment was started, or goes on again. */
  started(): void {
    this.refreshAll();
    // One that goes on again stands in the list as it did before.
    this.changed();
  }

  /** For instance `2 passed, 1 failed`, or `running`; undefined where there is no such experiment, or not yet. */
  of(home: string, source: string, experiment: string): string | undefined {
    const last = this.list(home)?.find((entry) => entry.name === experiment && entry.source === source);
    return last && (this.isActive(last.experiment) ? 'running' : outcomeText(last));
  }
}

function outcomeText({ complete, outcomes, replications, planned }: ExperimentEntry): string {
  if (!complete || !outcomes) return `stopped at ${replications} of ${planned} replications`;
  return outcomesText(outcomes) || `${replications} replications`;
}
