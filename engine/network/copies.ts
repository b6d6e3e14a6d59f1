import type { Conditions } from './conditions.js';
import type { Links } from './links.js';
import type { NetworkState } from './network-state.js';

/** Sends single copies of messages: works out when each arrives, and counts it. */
export class Copies {
  /** When the copy that was sent last arrives, and when it does so once more; ns, infinite where it does not. */
  readonly arrival = new Float64Array(2).fill(Number.POSITIVE_INFINITY);
  /** When a node's uplink is free again, ns. */
  readonly uplinkFree: Float64Array;
  readonly #state: NetworkState;
  /** Those over which copies go at present. */
  #links: Links;

  constructor(state: NetworkState) {
    this.#state = state;
    this.#links = state.links;
    this.uplinkFree = new Float64Array(state.links.nodes);
  }

  /** Selects the message, by its two words, whose copies are sent now. @param size B */
  select(identity0: number, identity1: number, size: number): void {
    const { conditions, clock } = this.#state;
    if (conditions !== undefined) {
      conditions.message(identity0, identity1);
      this.#links = conditions.linksAt(clock[0]);
    }
    this.#links.message(identity0, identity1, size);
  }

  /** Whether the copies that a node sends now leave one after another. */
  get sharesUplink(): boolean {
    const { conditions, clock, sharedUplink } = this.#state;
    return conditions === undefined ? sharedUplink : conditions.sharesUplink(clock[0]);
  }

  /** Which of its copies the sender of a message sends first: 0 where they leave at once. */
  first(identity0: number, from: number, copies: number): number {
    return copies > 0 && this.sharesUplink ? this.#state.links.firstCopy(identity0, from, copies) : 0;
  }

  /** Sends one copy of the selected message now: {@link arrival} says when it arrives. */
  send(from: number, to: number): void {
    const { conditions, traffic, clock, sharedUplink, end } = this.#state;
    if (conditions !== undefined) {
      this.#sendUnder(conditions, from, to);
      return;
    }
    const links = this.#links;
    const now = clock[0];
    traffic.sent++;
    links.date(from, to);
    let departed = now + links.transfer[0];
    if (sharedUplink) {
      const waiting = this.uplinkFree[from] - now;
      if (waiting > 0) departed += waiting;
      this.uplinkFree[from] = departed;
    }
    if (links.lost(from, to)) {
      traffic.lost++;
      this.arrival[0] = Number.POSITIVE_INFINITY;
      return;
    }
    const arrival = departed + links.flight[0];
    if (arrival > end) traffic.inFlight++;
    this.arrival[0] = arrival;
  }

  /** The same where something may be wrong. */
  #sendUnder(conditions: Conditions, from: number, to: number): void {
    const { traffic, clock } = this.#state;
    const now = clock[0];
    const links = this.#links;
    this.arrival.fill(Number.POSITIVE_INFINITY);
    traffic.sent++;
    links.date(from, to);
    const slowness = conditions.slowness(from, now);
    const flight = Math.round(links.flight[0] * slowness) + conditions.delay(from, to, now);
    const stops = conditions.goesDown(from, now);
    let departed = now + Math.round(links.transfer[0] * slowness);
    if (conditions.sharesUplink(now)) {
      departed += Math.max(0, this.uplinkFree[from] - now);
      // What a node still has to send when it crashes, it never sends.
      this.uplinkFree[from] = Math.min(departed, stops);
    }
    const arrival = departed + flight;
    if (links.lost(from, to) || departed > stops || conditions.drops(from, to, now)) {
      traffic.lost++;
      return;
    }
    this.arrival[0] = this.#reach(conditions, from, to, arrival);
    if (!conditions.duplicates(from, to, now)) return;
    traffic.sent++;
    const again = this.#reach(conditions, from, to, arrival + Math.max(1, flight));
    if (this.arrival[0] < Number.POSITIVE_INFINITY) this.arrival[1] = again;
    else this.arrival[0] = again;
  }

  /** @returns when a copy arrives, ns; infinite where it does not */
  #reach(conditions: Conditions, from: number, to: number, arrival: number): number {
    const { traffic, clock, end } = this.#state;
    if (conditions.isCut(from, to, clock[0], arrival)) {
      traffic.lost++;
      return Number.POSITIVE_INFINITY;
    }
    if (arrival > end) traffic.inFlight++;
    return arrival;
  }
}
