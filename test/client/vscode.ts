/** Replaces VS Code in tests that only look at texts. The texts are English, with their arguments filled in. */
export const l10n = {
  t: (message: string, ...args: (string | number | boolean)[]) =>
    message.replace(/\{(\d+)\}/g, (_, place: string) => String(args[Number(place)])),
};

/** An event emitter like VS Code's: listeners are called in the order of their registration. */
export class EventEmitter<T> {
  readonly #listeners = new Set<(event: T) => void>();
  readonly event = (listener: (event: T) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

/** A list of items of which a test chooses some. */
export class QuickPick {
  title = '';
  placeholder = '';
  canSelectMany = false;
  matchOnDescription = false;
  matchOnDetail = false;
  items: readonly { run: string }[] = [];
  selectedItems: readonly { run: string }[] = [];
  readonly #accepted = new EventEmitter<void>();
  readonly #hidden = new EventEmitter<void>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  show(): void {
    window.onDidShowQuickPick(this);
  }
  accept(): void {
    this.#accepted.fire();
  }
  hide(): void {
    this.#hidden.fire();
  }
  dispose(): void {
    this.hide();
  }
}

export const window = {
  /** What a test does with the next list that is shown. */
  onDidShowQuickPick: (_shown: QuickPick): void => {},
  createQuickPick: () => new QuickPick(),
};
