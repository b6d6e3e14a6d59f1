import { workspace } from 'vscode';
import type { EngineOrder } from '../../server/protocol/experiments.js';
import type { Presenter } from '../panel/presenter.js';
import { tellRefusal } from '../runs/run-starter.js';
import { isRefusal } from '../runs/runs.js';
import type { Experiments } from './experiments.js';

/** Starts experiments and shows them, or explains why it cannot. */
export class ExperimentStarter {
  constructor(
    private readonly experiments: Experiments,
    private readonly presenter: () => Presenter,
  ) {}

  async run(order: { uri: string; experiment: string; engine?: EngineOrder }): Promise<void> {
    await this.#show(this.experiments.start(order));
  }

  /** Resumes a stopped experiment with its settings. */
  async continue(experiment: string): Promise<void> {
    await this.#show(this.experiments.continue(experiment));
  }

  async #show(asked: ReturnType<Experiments['continue']>): Promise<void> {
    const answer = await asked;
    if (isRefusal(answer)) return tellRefusal(answer);
    const opens = workspace.getConfiguration('twinchain').get<boolean>('run.openResults', true);
    if (opens) await this.presenter().showExperiment(answer.experiment);
    else await this.presenter().showExperimentIfOpen(answer.experiment);
  }
}
