/** Where the runs of a file are kept, and the name of the file there. */
export interface RunPlace {
  store: string;
  /** The file relative to the workspace, as the command line notes it; the URI of one that was never saved. */
  source: string;
}

/** Where the runs and experiments of a file are kept, and the name of the file there. */
export interface Home {
  folder: string;
  source: string;
}
