import type { ExperimentView } from './experiment-view.js';

/** Requests of the editor to the language server about the figures of the paper, by method. */
export interface PaperRequests {
  /** The panels of a reproduction. */
  'twinchain/paperOutline': { params: { extent: PaperExtent }; result: PaperOutline };
  /**
   * Simulates every panel of Figures 4 and 5, or resumes. Answers when the page is written or the reproduction was
   * stopped.
   */
  'twinchain/reproducePaper': { params: PaperOrder; result: PaperAnswer };
  /** Stops it within a second; finished replications are kept. */
  'twinchain/stopPaper': { params: Record<string, never>; result: null };
}

/** Notifications from the language server. */
export interface PaperNotifications {
  'twinchain/paperProgress': PaperProgress;
  /** A finished panel, or the running one about once a second. */
  'twinchain/paperPanel': PaperPanel;
}

export interface PaperOrder {
  /** `quick`: a few short replications for a first impression; `full`: as in the paper. */
  extent: PaperExtent;
  threads: number;
}

export type PaperExtent = 'quick' | 'full';

/** The panels of the paper's figures with every setting, in the order of simulation. */
export interface PaperOutline {
  panels: PaperPanelOutline[];
}

export interface PaperPanelOutline {
  title: string;
  /** Setting for what the paper leaves open: `our defaults, viewChange`. */
  setting: string;
  claims: PaperClaim[];
}

/** The claims of the paper about a panel. */
export interface PaperClaim {
  /** Number of the figure. */
  figure: 4 | 5;
  text: string;
}

/** The results of a panel, by its index in the outline. Its expectations are the claims, in order. */
export interface PaperPanel {
  panel: number;
  experiment: ExperimentView;
}

/** The progress of the reproduction. */
export interface PaperProgress {
  /** Finished panels, and their total number. */
  panelsDone: number;
  panels: number;
  /** The panel that is being simulated, and its setting. */
  panel: string;
  cellsDone: number;
  cellsExpected: number;
  /** Real seconds left; null before there is an estimate. */
  secondsLeft: number | null;
}

/** The page that was written, or why there is none. */
export type PaperAnswer = { kind: 'written'; page: string } | { kind: 'stopped' } | { kind: 'failed'; message: string };

/** A reproduction as the panel shows it; its panels arrive one by one. */
export interface PaperView {
  extent: PaperExtent;
  state: 'running' | 'stopping' | 'stopped' | 'complete';
  outline: PaperOutline;
  progress: PaperProgress | null;
}
