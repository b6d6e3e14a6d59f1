/** Where runs are kept, and what a file is called there. */
export interface RunPlace {
  store: string;
  /** The file relative to the workspace, as the command line notes it; the URI of one that was never saved. */
  source: string;
}

/** Where what belongs to a file is kept, and what the file is called there. */
export interface Home {
  folder: string;
  source: string;
}
