/** A request for a later view, with the progress of its sender. */
export interface ViewChange {
  height: number;
  /** The requested view. */
  view: number;
  sender: number;
  /** View and content of its latest prepared certificate at this height; view -1 without one. */
  preparedView: number;
  preparedContent: number;
  /** View and content of its latest prepare, or proposal, at this height; view -1 without. */
  votedView: number;
  votedContent: number;
}

/** A content that a new view must propose again, because it may have been decided in `view` or a later one. */
export interface Bound {
  view: number;
  content: number;
}

/** The content of the latest prepared certificate (Castro and Liskov 1999, Section 4.4). */
export function latestCertificate(messages: readonly ViewChange[]): Bound | undefined {
  let bound: Bound | undefined;
  for (const { preparedView: view, preparedContent: content } of messages) {
    if (view > (bound?.view ?? -1)) bound = { view, content };
  }
  return bound;
}

/** The requests for one view of a height. */
interface ViewRequests {
  height: number;
  view: number;
  senders: Set<number>;
  /** What each node has received. */
  known: Known[];
}

interface Known {
  /** The last message of each sender. */
  latest: Map<number, ViewChange>;
  /**
   * All messages, earlier ones included: a repeated request does not revoke one that was received and perhaps answered.
   */
  all: Set<ViewChange>;
}

/** The requests for views, and which nodes know them. View changes are rare, so plain maps are enough. */
export class ViewChanges {
  readonly #nodes: number;
  readonly #requests = new Map<string, ViewRequests>();
  readonly #messages = new Map<number, ViewChange>();
  /** The view changes that a new view rests on, by the handle of its vote set. */
  readonly #announced = new Map<number, { height: number; changes: readonly ViewChange[] }>();
  #sent = 0;

  constructor(nodes: number) {
    this.#nodes = nodes;
  }

  /**
   * Registers a message that is about to be sent.
   *
   * @returns its number, and how many nodes have sent one for this view; 0 if the sender has sent one before
   */
  add(message: ViewChange): { number: number; senders: number } {
    const number = this.#sent++;
    this.#messages.set(number, message);
    const { senders } = this.#requestsFor(message.height, message.view);
    const isRepeated = senders.has(message.sender);
    senders.add(message.sender);
    return { number, senders: isRepeated ? 0 : senders.size };
  }

  message(number: number): ViewChange | undefined {
    return this.#messages.get(number);
  }

  /** Node has received or sent the message. @returns how many it knows for this view */
  learn(node: number, message: ViewChange): number {
    const { latest, all } = this.#requestsFor(message.height, message.view).known[node];
    latest.set(message.sender, message);
    all.add(message);
    return latest.size;
  }

  /** Whether node has received or sent exactly this message. */
  isKnown(node: number, message: ViewChange): boolean {
    return this.#requests.get(key(message.height, message.view))?.known[node].all.has(message) ?? false;
  }

  /** A new view is about to be announced on the basis of these view changes. @param handle of the vote set on its content */
  announce(handle: number, changes: readonly ViewChange[]): void {
    this.#announced.set(handle, { height: changes[0]?.height ?? 0, changes });
  }

  /** The view changes that came with the announcement of a new view. */
  announced(handle: number): readonly ViewChange[] {
    return this.#announced.get(handle)?.changes ?? [];
  }

  /** How many requests for a view node knows. */
  known(node: number, height: number, view: number): number {
    return this.#requests.get(key(height, view))?.known[node].latest.size ?? 0;
  }

  /** The requests for a view that node knows, by sender. */
  of(node: number, height: number, view: number): ViewChange[] {
    return Array.from(this.#requestsFor(height, view).known[node].latest.values()).sort((a, b) => a.sender - b.sender);
  }

  /** The nodes that have asked for a later view of a height, as far as node knows; ascending. */
  after(node: number, height: number, view: number): readonly number[] {
    if (this.#requests.size === 0) return NOBODY;
    const senders = new Set<number>();
    for (const entry of this.#requests.values()) {
      if (entry.height === height && entry.view > view)
        for (const sender of entry.known[node].latest.keys()) senders.add(sender);
    }
    return Array.from(senders).sort((a, b) => a - b);
  }

  /** Node loses the messages that it has received; an announced new view keeps those that it rests on. */
  lose(node: number): void {
    for (const { known } of this.#requests.values()) known[node].latest.clear();
  }

  /** Forgets the requests of earlier heights. */
  forget(height: number): void {
    for (const [name, entry] of this.#requests) if (entry.height < height) this.#requests.delete(name);
    for (const [number, message] of this.#messages) if (message.height < height) this.#messages.delete(number);
    for (const [handle, { height: at }] of this.#announced) if (at < height) this.#announced.delete(handle);
  }

  #requestsFor(height: number, view: number): ViewRequests {
    const name = key(height, view);
    let entry = this.#requests.get(name);
    if (!entry) {
      const known = Array.from({ length: this.#nodes }, (): Known => ({ latest: new Map(), all: new Set() }));
      entry = { height, view, senders: new Set(), known };
      this.#requests.set(name, entry);
    }
    return entry;
  }
}

const NOBODY: readonly number[] = [];

function key(height: number, view: number): string {
  return `${height}/${view}`;
}
