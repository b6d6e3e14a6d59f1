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
