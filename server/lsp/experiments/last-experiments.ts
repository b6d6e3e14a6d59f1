import * as l10n from '@vscode/l10n';
import type { ExperimentEntry } from '../../protocol/experiments.js';
import { outcomesText } from '../../protocol/outcomes.js';
import { counted } from '../../protocol/quantities.js';
import { BackgroundLists } from '../runs/background-lists.js';
import { experimentEntries } from './stored-experiments.js';

/** The outcome of the last experiments of each folder, in a few words. */
export class LastExperiments extends BackgroundLists<ExperimentEntry> {
  /** @param isActive whether the experiment of a folder is running */
  constructor(
    changed: () => void,
    private readonly isActive: (folder: string) => boolean,
  ) {
    super((home) => experimentEntries([home]), changed);
  }

  /** To be called when an experiment was started, has resumed, or has ended. */
  activityChanged(): void {
    this.refreshAll();
    // Its entry may be unchanged: an experiment that was stopped before its first replication has none.
    this.changed();
  }

  /**
   * For instance `2 passed, 1 failed`, or `running`; undefined if there is no such experiment, or not yet.
   * @param currentHash hash of the experiment as its text is now; undefined while that has errors
   */
  of(home: string, source: string, experiment: string, currentHash: () => string | undefined): string | undefined {
    const last = this.list(home)?.find((entry) => entry.name === experiment && entry.source === source);
    if (!last) return undefined;
    if (this.isActive(last.experiment)) return l10n.t('running');
    return [outcomeText(last), isOutdated(last, currentHash()) ? l10n.t('text changed since') : '']
      .filter(Boolean)
      .join(' · ');
  }
}

function isOutdated({ experimentHash }: ExperimentEntry, current: string | undefined): boolean {
  return current !== undefined && current !== experimentHash;
}

function outcomeText({ complete, outcomes, replications, planned }: ExperimentEntry): string {
  if (!complete || !outcomes)
    return planned === 1
      ? l10n.t('stopped after {0} of 1 replication', replications)
      : l10n.t('stopped after {0} of {1} replications', replications, planned);
  return outcomesText(outcomes) || counted(replications, 'replication');
}
