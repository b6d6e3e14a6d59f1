import type { CancellationToken, Disposable, Event, TestItem, TestRun } from 'vscode';
import { l10n, TestMessage, Uri } from 'vscode';
import type { ExpectationView } from '../../server/protocol/experiment-view.js';
import type { Refusal } from '../../server/protocol/runs.js';
import type { Experiments } from '../experiments/experiments.js';
import { isRefusal, type Runs } from '../runs/runs.js';
import { currentFingerprint, type DeclarationItem, type ExpectationItems } from './expectation-items.js';
import { reportVerdicts } from './report-verdicts.js';
import { locationOf } from './verdict-messages.js';

/** The outcome of a scenario or an experiment. */
type Ending =
  | { kind: 'decided'; expectations: readonly ExpectationView[] }
  | { kind: 'cancelled' }
  | { kind: 'failed'; message: string; refusal?: Refusal };

/** Runs the scenarios and experiments behind expectations, one after another, and reports the outcome of each. */
export class ExpectationRun {
  constructor(
    private readonly runs: Runs,
    private readonly experiments: Experiments,
    private readonly items: ExpectationItems,
  ) {}

  /**
   * Runs a scenario once, with the seed in its text; simulates the replications of an experiment that are not yet kept.
   * @param wanted the requested expectations of the declaration
   */
  async decide(run: TestRun, item: TestItem, wanted: readonly TestItem[], token: CancellationToken): Promise<void> {
    const declaration = this.items.declaration(item);
    if (!declaration) return;
    for (const expectation of wanted) {
      this.items.markUndecided(expectation, false);
      run.started(expectation);
    }
    const uri = Uri.parse(declaration.uri);
    const fingerprint = await currentFingerprint(this.experiments, uri, declaration);
    const began = Date.now();
    const ending =
      declaration.kind === 'scenario'
        ? await this.#runScenario(declaration, token)
        : await this.#runExperiment(declaration, token);
    if (ending.kind === 'cancelled') {
      for (const expectation of wanted) run.skipped(expectation);
      return;
    }
    if (ending.kind === 'failed') {
      for (const expectation of wanted) run.errored(expectation, refusalMessage(ending));
      return;
    }
    reportVerdicts(run, this.items, {
      wanted,
      declaration: declaration.name,
      expectations: ending.expectations,
      milliseconds: Date.now() - began,
    });
    this.items.show(item, fingerprint);
    // The text may have changed meanwhile.
    this.items.update(uri, await this.experiments.expectations(uri, this.items.shown(uri)));
  }

  async #runScenario({ uri, name: scenario }: DeclarationItem, token: CancellationToken): Promise<Ending> {
    const started = await this.runs.start({ uri, scenario, seed: 'written', live: false }, { quiet: true });
    if (isRefusal(started)) return { kind: 'failed', message: started.message, refusal: started };
    const finished = await this.#ended(
      this.runs.onDidFinish,
      ({ run }) => run === started.run,
      token,
      () => this.runs.stop(started.run),
    );
    if (token.isCancellationRequested) return { kind: 'cancelled' };
    const { expectations, problem } = finished;
    if (expectations) return { kind: 'decided', expectations };
    const stopped = l10n.t('{0} was stopped before its end, so nothing was decided.', scenario);
    return { kind: 'failed', message: problem ?? stopped };
  }

  async #runExperiment({ uri, name: experiment }: DeclarationItem, token: CancellationToken): Promise<Ending> {
    const started = await this.experiments.start({ uri, experiment }, { quiet: true });
    if (isRefusal(started)) return { kind: 'failed', message: started.message, refusal: started };
    const finished = await this.#ended(
      this.experiments.onDidFinish,
      (ended) => ended.experiment === started.experiment,
      token,
      () => this.experiments.stop(started.experiment),
    );
    if (token.isCancellationRequested) return { kind: 'cancelled' };
    const { view, problem } = finished;
    if (view?.state === 'complete') return { kind: 'decided', expectations: view.expectations };
    const stopped = l10n.t('{0} was stopped before its end. Run it again to resume it.', experiment);
    return { kind: 'failed', message: problem ?? stopped };
  }

  /** Waits until a started run or experiment ends, and stops it when the user cancels. */
  #ended<T>(ends: Event<T>, isIt: (ended: T) => boolean, token: CancellationToken, stop: () => void): Promise<T> {
    return new Promise((resolve) => {
      const parts: Disposable[] = [];
      parts.push(
        ends((ended) => {
          if (!isIt(ended)) return;
          for (const part of parts) part.dispose();
          resolve(ended);
        }),
        token.onCancellationRequested(stop),
      );
      if (token.isCancellationRequested) stop();
    });
  }
}

function refusalMessage({ message, refusal }: { message: string; refusal?: Refusal }): TestMessage {
  const told = new TestMessage(message);
  if (refusal?.place) told.location = locationOf(refusal.place);
  return told;
}
