/**
 * The content of some folders, read in the background: queries never wait, and `changed` is called after an update.
 */
export class BackgroundLists<Entry> {
  readonly #lists = new Map<string, readonly Entry[]>();
  /** Folders that are being read; true if one has changed meanwhile and must be read again. */
  readonly #reading = new Map<string, boolean>();

  constructor(
    private readonly read: (folder: string) => Promise<readonly Entry[]>,
    protected readonly changed: () => void,
  ) {}

  /** What was in a folder when it was last read; undefined if it is being read for the first time. */
  list(folder: string): readonly Entry[] | undefined {
    const known = this.#lists.get(folder);
    if (!known) this.refresh(folder);
    return known;
  }

  /** Reads a folder again. */
  refresh(folder: string): void {
    if (this.#reading.has(folder)) {
      this.#reading.set(folder, true);
      return;
    }
    this.#reading.set(folder, false);
    this.read(folder)
      .then((list) => {
        const news = JSON.stringify(list) !== JSON.stringify(this.#lists.get(folder) ?? []);
        this.#lists.set(folder, list);
        if (news) this.changed();
      })
      .catch(() => this.#lists.set(folder, []))
      .finally(() => {
        const again = this.#reading.get(folder);
        this.#reading.delete(folder);
        if (again) this.refresh(folder);
      });
  }

  /** Reads every folder again that was asked about before. */
  refreshAll(): void {
    for (const folder of this.#lists.keys()) this.refresh(folder);
  }
}
