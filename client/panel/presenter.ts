import { commands, Disposable, type Event, EventEmitter, l10n } from 'vscode';
import type { MessageToPanel } from '../../server/protocol/panel.js';
import type { ActiveExperiment, Experiments } from '../experiments/experiments.js';
import { REPRODUCTION, type Reproduction } from '../paper/reproduction.js';
import type { ActiveRun, Runs } from '../runs/runs.js';
import type { PanelTab } from './panel-tab.js';

/** True once runs were compared in this window, by any command; the walkthrough in package.json waits for it. */
const HAVE_COMPARED = 'twinchain.haveCompared';

/** The content of the panel. */
export type Subject =
  | { kind: 'nothing' }
  /** Runs by name, the baseline first. A run in progress is shown alone. */
  | { kind: 'runs'; runs: readonly string[] }
  /** An experiment by its folder, live while it is running. */
  | { kind: 'experiment'; experiment: string }
  /** The figures of the paper, live while they are reproduced. */
  | { kind: 'paper' };

/** Decides what the panel shows, and keeps it up to date while runs and experiments progress and end. */
export class Presenter extends Disposable {
  readonly #sight: EventEmitter<void>;
  #shown: Subject = { kind: 'nothing' };
  /** Another subject is shown. */
  readonly onDidChangeSight: Event<void>;
  /** The number of the latest question; answers to earlier questions are dropped. */
  #turn = 0;

  constructor(
    private readonly panel: PanelTab,
    private readonly topology: PanelTab,
    private readonly runs: Runs,
    private readonly experiments: Experiments,
    private readonly reproduction: Reproduction,
  ) {
    const sight = new EventEmitter<void>();
    const parts = [
      sight,
      panel.onDidChangeSight(() => sight.fire()),
      runs.onDidProgress((run) => {
        if (!this.shows(run.run)) return;
        for (const message of liveMessages(run)) panel.show(message);
      }),
      runs.onDidFinish(({ run, view, problem }) => {
        if (!this.shows(run)) return;
        panel.show({ type: 'finished', run });
        if (view) void this.#refresh();
        else panel.show({ type: 'waiting', message: problem ?? l10n.t('There are no results.') });
      }),
      experiments.onDidProgress((sweep) => {
        if (!this.shows(sweep.experiment)) return;
        for (const message of liveSweepMessages(sweep)) panel.show(message);
      }),
      reproduction.onDidProgress(({ paper }) => {
        if (this.shows(REPRODUCTION)) panel.show({ type: 'paper', paper });
      }),
      reproduction.onDidFillPanel((filled) => {
        if (this.shows(REPRODUCTION)) panel.show({ type: 'paperPanel', panel: filled });
      }),
      experiments.onDidFinish(({ experiment, view, problem }) => {
        if (!this.shows(experiment)) return;
        if (view) panel.show({ type: 'experiment', experiment: view });
        else panel.show({ type: 'waiting', message: problem ?? l10n.t('There are no results.') });
      }),
    ];
    super(() => {
      for (const part of parts) part.dispose();
    });
    this.#sight = sight;
    this.onDidChangeSight = sight.event;
  }

  get #subject(): Subject {
    return this.#shown;
  }

  set #subject(subject: Subject) {
    this.#shown = subject;
    if (subject.kind === 'runs' && subject.runs.length > 1)
      void commands.executeCommand('setContext', HAVE_COMPARED, true);
    this.#sight.fire();
  }

  /** Whether a run or an experiment is visible in the panel. */
  isSeen(id: string): boolean {
    return this.panel.isVisible && this.shows(id);
  }

  get subject(): Subject {
    return this.panel.isOpen ? this.#subject : { kind: 'nothing' };
  }

  /** Opens the panel with one or more runs, the baseline first. */
  async showRuns(runs: readonly string[]): Promise<void> {
    this.panel.open(this.topology);
    await this.restore(runs);
  }

  /** As {@link showRuns}, but only in a panel that is already open. */
  async showRunsIfOpen(runs: readonly string[]): Promise<void> {
    if (this.panel.isOpen) await this.restore(runs);
  }

  /** Fills a panel that VS Code restored, with runs. */
  async restore(runs: readonly string[]): Promise<void> {
    this.#subject = { kind: 'runs', runs };
    await this.#refresh();
  }

  /** Opens the panel with an experiment, which may be running. */
  async showExperiment(experiment: string): Promise<void> {
    this.panel.open(this.topology);
    await this.restoreExperiment(experiment);
  }

  /** As {@link showExperiment}, but only in a panel that is already open. */
  async showExperimentIfOpen(experiment: string): Promise<void> {
    if (this.panel.isOpen) await this.restoreExperiment(experiment);
  }

  /** Fills a panel that VS Code restored, with an experiment. */
  async restoreExperiment(experiment: string): Promise<void> {
    this.#subject = { kind: 'experiment', experiment };
    const turn = ++this.#turn;
    const active = this.experiments.find(experiment);
    if (active) {
      this.panel.setTitle(active.name);
      if (!active.snapshot) this.panel.show({ type: 'waiting', message: l10n.t('{0} is starting…', active.name) });
      for (const message of liveSweepMessages(active)) this.panel.show(message);
    }
    const answer = await this.experiments.view(experiment);
    // Notifications about a running experiment are newer.
    if (turn !== this.#turn || this.experiments.find(experiment)?.snapshot) return;
    if ('problem' in answer) return this.panel.show({ type: 'waiting', message: answer.problem });
    this.panel.setTitle(answer.view.name);
    this.panel.show({ type: 'experiment', experiment: answer.view });
  }

  /** Opens the panel with the figures of the paper, as far as they are reproduced. */
  showPaper(): void {
    if (!this.reproduction.current) return;
    this.panel.open();
    this.restorePaper();
  }

  /** Fills a panel that VS Code restored, with the figures of the paper. */
  restorePaper(): void {
    const { current } = this.reproduction;
    if (!current) return;
    this.#subject = { kind: 'paper' };
    ++this.#turn;
    this.panel.setTitle(l10n.t('Figures of the Paper'));
    this.panel.show({ type: 'paper', paper: current.paper });
    for (const panel of current.panels.values()) this.panel.show({ type: 'paperPanel', panel });
  }

  /** Removes deleted runs or experiments from the panel; the others stay. */
  async forget(deleted: readonly string[]): Promise<void> {
    const { subject } = this;
    if (subject.kind === 'experiment' && deleted.includes(subject.experiment)) {
      this.#showNothing(l10n.t('This experiment was deleted.'));
      return;
    }
    if (subject.kind !== 'runs' || !subject.runs.some((run) => deleted.includes(run))) return;
    const left = subject.runs.filter((run) => !deleted.includes(run));
    if (left.length > 0) return this.restore(left);
    this.#showNothing(l10n.t('This run was deleted.'));
  }

  #showNothing(message: string): void {
    this.#subject = { kind: 'nothing' };
    this.panel.setTitle(l10n.t('Results'));
    this.panel.show({ type: 'waiting', message });
  }

  /** Whether a run or an experiment is shown in the panel. */
  shows(id: string): boolean {
    const { subject } = this;
    return (
      (subject.kind === 'runs' && subject.runs.includes(id)) ||
      (subject.kind === 'experiment' && subject.experiment === id) ||
      (subject.kind === 'paper' && id === REPRODUCTION)
    );
  }

  async #refresh(): Promise<void> {
    const subject = this.#subject;
    if (subject.kind !== 'runs') return;
    const turn = ++this.#turn;
    const active = subject.runs.map((run) => this.runs.find(run)).find((run) => run !== undefined);
    if (active) {
      this.panel.setTitle(active.scenario);
      for (const message of liveMessages(active)) this.panel.show(message);
      return;
    }
    const { title, messages } = await this.#storedMessages(subject.runs);
    if (turn !== this.#turn) return;
    this.panel.setTitle(title);
    for (const message of messages) this.panel.show(message);
  }

  async #storedMessages(shown: readonly string[]): Promise<{ title: string; messages: MessageToPanel[] }> {
    const { runs, comparison, problems } = await this.runs.view(shown);
    const [first, ...others] = problems;
    const problem = first && (others.length > 0 ? l10n.t('{0} (and {1} more)', first, others.length) : first);
    if (runs.length === 0)
      return {
        title: l10n.t('Results'),
        messages: [{ type: 'waiting', message: problem ?? l10n.t('There is nothing to show.') }],
      };
    return {
      title: runs.length === 1 ? runs[0].name : l10n.t('{0} Runs Compared', runs.length),
      messages: [
        { type: 'runs', runs, comparison },
        ...(problem ? [{ type: 'notice', message: problem } as const] : []),
      ],
    };
  }
}

function liveMessages({ scenario, snapshot, progress, stopping }: ActiveRun): MessageToPanel[] {
  return [
    snapshot ? { type: 'runs', runs: [snapshot] } : { type: 'waiting', message: l10n.t('{0} is starting…', scenario) },
    ...(progress ? [{ type: 'progress', progress: { ...progress, stopping } } as const] : []),
  ];
}

function liveSweepMessages({ snapshot, progress, stopping }: ActiveExperiment): MessageToPanel[] {
  return [
    ...(snapshot ? [{ type: 'experiment', experiment: snapshot } as const] : []),
    ...(progress ? [{ type: 'sweepProgress', progress: { ...progress, stopping } } as const] : []),
  ];
}
