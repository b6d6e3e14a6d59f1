/** What the editor asks of the language server about the figures of the paper, by method. */
export interface PaperRequests {
  /** Runs every panel of Figures 4 and 5, or goes on with that. Answers when the page is written, or it was stopped. */
  'twinchain/reproducePaper': { params: PaperOrder; result: PaperAnswer };
  /** Ends it within a second; what is finished stays. */
  'twinchain/stopPaper': { params: Record<string, never>; result: null };
}

/** What the language server tells without being asked. */
export interface PaperNotifications {
  'twinchain/paperProgress': PaperProgress;
}

export interface PaperOrder {
  /** `quick`: a few short replications, to see how it goes; `full`: as in the paper. */
  extent: PaperExtent;
  threads: number;
}

export type PaperExtent = 'quick' | 'full';

/** How far the reproduction is. */
export interface PaperProgress {
  /** Panels that are finished, and how many there are. */
  panelsDone: number;
  panels: number;
  /** What is being simulated: the title of the panel, and under which settings. */
  panel: string;
  cellsDone: number;
  cellsExpected: number;
  /** Real seconds left; null before there is an estimate. */
  secondsLeft: number | null;
}

/** The page that was written, or why there is none. */
export type PaperAnswer = { kind: 'written'; page: string } | { kind: 'stopped' } | { kind: 'failed'; message: string };
