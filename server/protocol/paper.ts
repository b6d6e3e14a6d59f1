import type { ExperimentView } from './experiment-view.js';

/** What the editor asks of the language server about the figures of the paper, by method. */
export interface PaperRequests {
  /** The panels of a reproduction. */
  'twinchain/paperOutline': { params: { extent: PaperExtent }; result: PaperOutline };
  /** Runs every panel of Figures 4 and 5, or resumes that. Answers when the page is written, or it was stopped. */
  'twinchain/reproducePaper': { params: PaperOrder; result: PaperAnswer };
  /** Ends it within a second; what is finished stays. */
  'twinchain/stopPaper': { params: Record<string, never>; result: null };
}

/** Notifications from the language server. */
export interface PaperNotifications {
  'twinchain/paperProgress': PaperProgress;
  /** A panel that has finished, or one so far, about once a second. */
  'twinchain/paperPanel': PaperPanel;
}

export interface PaperOrder {
  /** `quick`: a few short replications, to see how it goes; `full`: as in the paper. */
  extent: PaperExtent;
  threads: number;
}

export type PaperExtent = 'quick' | 'full';

/** The panels of the paper's figures under every setting, in the order in which they are simulated. */
export interface PaperOutline {
  panels: PaperPanelOutline[];
}

export interface PaperPanelOutline {
  title: string;
  /** Setting of what the paper leaves open: `our defaults, viewChange`. */
  setting: string;
  claims: PaperClaim[];
}

/** The claims of the paper about a panel. */
export interface PaperClaim {
  /** Number of the figure. */
  figure: 4 | 5;
  text: string;
}

/** The simulations of a panel, by its place in the outline; its expectations are the claims, in their order. */
export interface PaperPanel {
  panel: number;
  experiment: ExperimentView;
}

/** How far the reproduction is. */
export interface PaperProgress {
  /** Panels that are finished, and how many there are. */
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
