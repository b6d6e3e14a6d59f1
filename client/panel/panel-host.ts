import type { DataFormat, ExperimentFormat, FigureFormat, PanelState } from '../../server/protocol/panel.js';

/**
 * What the panel asks of the extension. The panel knows runs only by their ids; an implementation knows where they are
 * kept, how to simulate them and where their text is. The panel shows the messages of rejections, so these are written
 * for users.
 */
export interface PanelHost {
  /**
   * Restores what was shown before a reload: kept runs, an experiment, figures or a topology, or the reason why they
   * cannot be shown.
   */
  restore(state: PanelState): Promise<void>;
  /** Opens the text at the property `origin` of the run's scenario; of the previewed topology where `run` is null. */
  reveal(run: string | null, origin: string): Promise<void>;
  /** Opens the text at an expectation of a run, by its place in the view. */
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
  /** Resumes a stopped experiment. */
  resumeExperiment(experiment: string): Promise<void>;
  /** Opens the text at an expectation, by its place in the view; at the experiment itself where that is null. */
  revealExperiment(experiment: string, expectation: number | null): Promise<void>;
  /** Opens the log of a batch that a cluster simulated. */
  showLog(experiment: string, batch: number): Promise<void>;
  stopPaper(): Promise<void>;
  resumePaper(): Promise<void>;
  /** Opens the page that the reproduction of the paper's figures wrote. */
  openPaperPage(): Promise<void>;
  exportExperiment(experiment: string, format: ExperimentFormat): Promise<void>;
  /** Asks for a place, and writes a figure there. */
  saveFigure(name: string, format: FigureFormat, content: Uint8Array): Promise<void>;
}
