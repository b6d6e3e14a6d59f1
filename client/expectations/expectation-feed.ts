import { Disposable, type TestController, type TestItem, TestRunRequest, Uri } from 'vscode';
import type { ExpectationView } from '../../server/protocol/experiment-view.js';
import type { DeclarationName } from '../../server/protocol/experiments.js';
import type { Experiments } from '../experiments/experiments.js';
import type { Runs } from '../runs/runs.js';
import { currentFingerprint, type ExpectationItems } from './expectation-items.js';
import { reportVerdicts } from './report-verdicts.js';

/** A run or an experiment that was started outside the Test Explorer, and the text that it was started from. */
interface Watched extends DeclarationName {
  uri: Uri;
  fingerprint: Promise<string>;
  began: number;
}

/** The places of expectations, and the parts of the extension that run their scenarios and experiments. */
export interface FeedSources {
  controller: TestController;
  items: ExpectationItems;
  runs: Runs;
  experiments: Experiments;
  /** Resolves when the expectations of the workspace are known. */
  found: () => Promise<void>;
}

/** Reports the outcome of expectations to the Test Explorer, and so to the gutter, whoever started the run. */
export class ExpectationFeed extends Disposable {
  readonly #sources: FeedSources;
  readonly #watched = new Map<string, Watched>();

  constructor(sources: FeedSources) {
    const { runs, experiments } = sources;
    const parts = [
      runs.onDidStart(({ run, scenario, uri, quiet }) =>
        this.#watch(run, { kind: 'scenario', name: scenario }, uri, quiet),
      ),
      runs.onDidFinish(({ run, expectations }) => void this.#tell(run, expectations)),
      experiments.onDidStart(({ experiment, name, uri, quiet }) =>
        this.#watch(experiment, { kind: 'experiment', name }, uri, quiet),
      ),
      experiments.onDidFinish(
        ({ experiment, view }) =>
          void this.#tell(experiment, view?.state === 'complete' ? view.expectations : undefined),
      ),
    ];
    super(() => {
      for (const part of parts) part.dispose();
    });
    this.#sources = sources;
  }

  /** @param quiet the Test Explorer started the run, and reports the outcome itself */
  #watch(id: string, declaration: DeclarationName, text: string | undefined, quiet = false): void {
    if (quiet || text === undefined) return;
    const uri = Uri.parse(text);
    const fingerprint = currentFingerprint(this.#sources.experiments, uri, declaration);
    // A text that can no longer be read has no results to show.
    fingerprint.catch(() => {});
    this.#watched.set(id, { ...declaration, uri, fingerprint, began: Date.now() });
  }

  async #tell(id: string, expectations: readonly ExpectationView[] | undefined): Promise<void> {
    const watched = this.#watched.get(id);
    this.#watched.delete(id);
    if (!watched || !expectations || expectations.length === 0) return;
    const { controller, items, found } = this.#sources;
    await found();
    const item = items.find(watched.uri, watched);
    if (!item) return;
    const wanted = Array.from(item.children, ([, child]) => child);
    const run = controller.createTestRun(new TestRunRequest(wanted), watched.name);
    reportVerdicts(run, items, {
      wanted,
      declaration: watched.name,
      expectations,
      milliseconds: Date.now() - watched.began,
    });
    run.end();
    await this.#outdate(watched, item);
  }

  /** If the text was edited since the start, the results belong to an earlier text. */
  async #outdate({ uri, fingerprint }: Watched, item: TestItem): Promise<void> {
    const { items, experiments } = this.#sources;
    try {
      items.show(item, await fingerprint);
      items.update(uri, await experiments.expectations(uri, items.shown(uri)));
    } catch {
      // The language server is starting again, or the file has gone; both are reported elsewhere.
    }
  }
}
