import type { DataFormat, ExperimentFormat, FigureFormat, PanelState } from '../../server/protocol/panel.js';

/**
 * What the panel asks of the extension. The panel knows runs only by their ids; whoever implements this knows where
 * they are, how to simulate them and where their text is. Rejections are shown in the panel, so their messages speak
 * to users.
 */
export interface PanelHost {
  /** Shows again what was shown before a reload: the stored runs, experiment, figures or topology, or why they cannot be shown. */
  restore(state: PanelState): Promise<void>;
  /** Opens the text at the property `origin` of the run's scenario; of the previewed topology where `run` is null. */
  reveal(run: string | null, origin: string): Promise<void>;
  /** Opens the text at something that is expected of a run, counted as in its view. */
  revealExpectation(run: string, expectation: number): Promise<void>;
  runAgain(run: string, newSeed: boolean): Promise<void>;
  stop(run: string): Promise<void>;
  /** Lets the user choose runs and shows them beside these. */
  compare(runs: readonly string[]): Promise<void>;
  /** Shows runs side by side, the first as the baseline. */
  showTogether(runs: readonly string[]): Promise<void>;
  /** Shows one run of a comparison alone. */
  show(run: string): Promise<void>;
  exportData(runs: readonly string[], format: DataFormat): Promise<void>;
  stopExperiment(experiment: string): Promise<void>;
  /** Goes on with an experiment that was stopped. */
  resumeExperiment(experiment: string): Promise<void>;
  /** Opens the text at an expectation, counted as in the view; at the experiment itself where that is null. */
  revealExperiment(experiment: string, expectation: number | null): Promise<void>;
  /** Opens the log of a batch that a cluster simulated. */
  showLog(experiment: string, batch: number): Promise<void>;
  stopPaper(): Promise<void>;
  resumePaper(): Promise<void>;
  /** Opens the page that the reproduction of the paper's figures wrote at its end. */
  openPaperPage(): Promise<void>;
  exportExperiment(experiment: string, format: ExperimentFormat): Promise<void>;
  /** Asks where to, and writes a figure. */
  saveFigure(name: string, format: FigureFormat, content: Uint8Array): Promise<void>;
}
