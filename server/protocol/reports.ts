/** Requests of the editor to the language server about reports, by method. */
export interface ReportRequests {
  /** The results panel with stored runs, the baseline first if there are several, as one page for a browser. */
  'twinchain/runReport': { params: { runs: string[] }; result: ReportAnswer };
  /** The results panel with an experiment, finished or not, as one page for a browser. */
  'twinchain/experimentReport': { params: { experiment: string }; result: ReportAnswer };
}

/** The page as HTML, or why there is none. */
export type ReportAnswer = { page: string } | { problem: string };
