import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { expectationsInRun } from '../../experiments/expectations-in-run.js';
import type { PropertyChange } from '../../protocol/comparison-view.js';
import { countOutcomes } from '../../protocol/outcomes.js';
import type { RunView } from '../../protocol/run-view.js';
import type { RunEntry, RunsView } from '../../protocol/runs.js';
import { MANIFEST_FILE } from '../../runs/manifest.js';
import { readManifest, readRun } from '../../runs/read-run.js';
import { readingApart } from '../../runs/reading-apart.js';
import { type DamagedRun, listRuns, readRecord, type StoredRun } from '../../runs/run-store.js';
import { StorageError } from '../../runs/storage-error.js';
import { comparisonView } from '../../view/comparison-view.js';
import { runView } from '../../view/run-view.js';
import { headline } from './headline.js';

/** Maximum number of changes in a name. */
const MAX_NAMED = 2;
/** Size of the cache of views: about as many as a person looks at in turn. */
const REMEMBERED = 8;

/** Figures of runs on disk, the latest few remembered: a run never changes once it is there. */
export class StoredViews {
  readonly #views = new Map<string, RunView>();

  /** Adds a view that was made elsewhere, such as at the end of a run. */
  remember(view: RunView): void {
    this.#views.delete(view.id);
    this.#views.set(view.id, view);
    for (const id of [...this.#views.keys()].slice(0, -REMEMBERED)) this.#views.delete(id);
  }

  forget(run: string): void {
    this.#views.delete(run);
  }

  /**
   * The figures of runs, and their differences if there are several. Runs that cannot be read are reported, not thrown.
   */
  async view(runs: readonly string[]): Promise<RunsView> {
    const views: RunView[] = [];
    const problems: string[] = [];
    for (const run of runs) {
      try {
        views.push(await this.#viewOf(run));
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        problems.push(
          error.code === 'storage/not-readable'
            ? l10n.t('The run {0} no longer exists.', basename(run))
            : error.message,
        );
      }
    }
    if (views.length < 2) return { runs: views, problems };
    const manifests = await Promise.all(views.map(({ id }) => readManifest(`${id}/${MANIFEST_FILE}`)));
    const comparison = comparisonView(
      views,
      manifests.map(({ scenario }) => scenario),
    );
    const names = namesByChanges(views, comparison.changes ?? []);
    return { runs: views.map((view, place) => ({ ...view, name: names[place] })), comparison, problems };
  }

  async #viewOf(run: string): Promise<RunView> {
    const known = this.#views.get(run);
    const view = known ?? (await this.#read(run));
    this.remember(view);
    const { label } = await readRecord(run);
    return { ...view, name: label || view.scenario };
  }

  async #read(run: string): Promise<RunView> {
    const { results, scenario, summary } = await readingApart(({ table }) => readRun(run, table));
    const { expectations } = await readRecord(run);
    const view = runView(results, scenario, { id: run });
    return expectations ? { ...view, expectations: expectationsInRun(expectations, summary, scenario) } : view;
  }
}

/** Different names are enough to distinguish runs; runs with one name are labelled by the changes between them. */
function namesByChanges(views: readonly RunView[], changes: readonly PropertyChange[]): string[] {
  const named = views.map(({ name }) => name);
  const settings = changes.filter(({ property }) => property !== 'seed').slice(0, MAX_NAMED);
  if (new Set(named).size === named.length || settings.length === 0) return named;
  return named.map((name, place) => {
    if (named.indexOf(name) === named.lastIndexOf(name)) return name;
    const texts = settings.map(({ property, values }) => `${property.split('.').at(-1)} ${values[place]}`);
    return `${name}: ${texts.join(', ')}`;
  });
}

/** The runs of some stores, latest first. */
export async function runEntries(stores: readonly string[]): Promise<RunEntry[]> {
  const lists = await Promise.all(stores.map((store) => listRuns(store)));
  return lists.flatMap(({ runs, damaged }) => [...runs.map(runEntry), ...damaged.map(damagedEntry)]).sort(latestFirst);
}

/** Runs without a date come last. */
export function latestFirst(a: RunEntry, b: RunEntry): number {
  return a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0;
}

/** A run that cannot be read is listed by the name of its folder, so that it can be inspected or deleted. */
function damagedEntry({ id, folder, problem }: DamagedRun): RunEntry {
  return {
    run: folder,
    scenario: id,
    label: '',
    pinned: false,
    seed: 0,
    startedAt: '',
    wallSeconds: 0,
    complete: false,
    simulatedSeconds: 0,
    violations: 0,
    outcomes: null,
    scenarioHash: '',
    figures: 'damaged',
    source: '',
    damage: problem,
  };
}

function runEntry({ folder, scenario, scenarioHash, summary, record }: StoredRun): RunEntry {
  return {
    run: folder,
    scenario: summary.scenario,
    label: record.label ?? '',
    pinned: record.pinned ?? false,
    seed: summary.seed,
    startedAt: record.startedAt,
    wallSeconds: record.wallSeconds,
    complete: summary.complete,
    simulatedSeconds: summary.simulatedSeconds,
    violations: summary.violations.length,
    outcomes:
      summary.complete && record.expectations
        ? countOutcomes(expectationsInRun(record.expectations, summary, scenario))
        : null,
    scenarioHash,
    figures: headline(summary),
    source: record.source ?? '',
  };
}
