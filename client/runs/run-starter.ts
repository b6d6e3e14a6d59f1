import { commands, l10n, Uri, workspace } from 'vscode';
import type { Refusal, RunAgainOrder, RunOrder } from '../../server/protocol/runs.js';
import { showError } from '../notifications.js';
import type { Presenter } from '../panel/presenter.js';
import { revealText } from '../scenarios/reveal-text.js';
import { type ActiveRun, isRefusal, type Runs } from './runs.js';

/** Starts runs and shows them, or explains why it cannot. */
export class RunStarter {
  constructor(
    private readonly runs: Runs,
    private readonly presenter: () => Presenter,
  ) {}

  /** @param baseline a run to show beside the new one */
  async run(order: Omit<RunOrder, 'live'>, baseline?: string): Promise<void> {
    await this.#show(await this.runs.start({ ...order, live: isLive() }), baseline);
  }

  async again(order: Omit<RunAgainOrder, 'live'>): Promise<void> {
    await this.#show(await this.runs.startAgain({ ...order, live: isLive() }));
  }

  async #show(answer: ActiveRun | Refusal, baseline?: string): Promise<void> {
    if (isRefusal(answer)) return tellRefusal(answer);
    const shown = baseline === undefined ? [answer.run] : [baseline, answer.run];
    if (settings().get<boolean>('run.openResults', true)) await this.presenter().showRuns(shown);
    else await this.presenter().showRunsIfOpen(shown);
  }
}

/** Explains why a scenario was not run, and offers to open the place. */
export async function tellRefusal({ message, place, errors }: Refusal): Promise<void> {
  if (errors > 0) await commands.executeCommand('workbench.actions.view.problems');
  const show = l10n.t('Show in Editor');
  const answer = await showError(message, ...(place ? [show] : []));
  if (answer === show && place) await revealText(Uri.parse(place.uri), place.range);
}

function isLive(): boolean {
  return settings().get<boolean>('run.liveResults', true);
}

function settings() {
  return workspace.getConfiguration('twinchain');
}
