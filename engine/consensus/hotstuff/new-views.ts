/** What a node tells the leader of a view that it turns to: the latest certificate that it has seen. */
export interface NewView {
  height: number;
  view: number;
  sender: number;
  /** View and content of the node's `prepareQC` at this height; view -1 where it has none. */
  justifyView: number;
  justifyContent: number;
}

/** New-view messages by number, and which of them a leader has. Failed views are rare: plain maps serve. */
export class NewViews {
  readonly #messages = new Map<number, NewView>();
  /** What the leader of a view has received for it, by sender. */
  readonly #received = new Map<string, Map<number, NewView>>();
  /** Views into which their leaders have called everyone. */
  readonly #called = new Set<string>();
  #sent = 0;

  /** @returns the number of a message that is about to be sent */
  add(message: NewView): number {
    this.#messages.set(this.#sent, message);
    return this.#sent++;
  }

  message(number: number): NewView | undefined {
    return this.#messages.get(number);
  }

  /** The leader of the view has received (or sent itself) the message. @returns how many it has */
  learn(message: NewView): number {
    const name = key(message.height, message.view);
    const received = this.#received.get(name) ?? new Map<number, NewView>();
    this.#received.set(name, received);
    received.set(message.sender, message);
    return received.size;
  }

  /** How many the leader of the view has. */
  count(height: number, view: number): number {
    return this.#received.get(key(height, view))?.size ?? 0;
  }

  /** The leader of the view is about to call everyone into it. @returns false where it has done so before */
  call(height: number, view: number): boolean {
    const name = key(height, view);
    if (this.#called.has(name)) return false;
    this.#called.add(name);
    return true;
  }

  /** `highQC`: the certificate of the latest view among those that the leader has, undefined without any. */
  highest(height: number, view: number): NewView | undefined {
    let highest: NewView | undefined;
    for (const message of this.#received.get(key(height, view))?.values() ?? []) {
      if (message.justifyView > (highest?.justifyView ?? -1)) highest = message;
    }
    return highest;
  }

  /** Forgets what was said about heights below this. */
  forget(height: number): void {
    for (const [number, message] of this.#messages) if (message.height < height) this.#messages.delete(number);
    for (const views of [this.#received, this.#called]) {
      for (const name of views.keys()) if (Number.parseInt(name, 10) < height) views.delete(name);
    }
  }
}

function key(height: number, view: number): string {
  return `${height}/${view}`;
}
