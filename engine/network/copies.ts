import type { Conditions } from './conditions.js';
import type { Links } from './links.js';
import type { NetworkState } from './network-state.js';

/** Sends single copies of messages: computes their arrivals, and counts them. */
export class Copies {
  /** Arrival of the last copy, and of its duplicate; ns, infinite if there is none. */
  readonly arrival = new Float64Array(2).fill(Number.POSITIVE_INFINITY);
  /** Time at which a node's uplink is free again, ns. */
  readonly uplinkFree: Float64Array;
  readonly #state: NetworkState;
  /** The links that copies use now. */
  #links: Links;

  constructor(state: NetworkState) {
    this.#state = state;
    this.#links = state.links;
    this.uplinkFree = new Float64Array(state.links.nodes);
  }

  /** Selects the message whose copies are sent next, by its two words. @param size B */
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

  /** The index of the copy that the sender of a message sends first; 0 if all leave at once. */
  first(identity0: number, from: number, copies: number): number {
    return copies > 0 && this.sharesUplink ? this.#state.links.firstCopy(identity0, from, copies) : 0;
  }

  /** Sends one copy of the selected message now, and writes its arrival to {@link arrival}. */
  send(from: number, to: number): void {
    const { conditions, traffic, clock, sharedUplink, end } = this.#state;
    if (conditions !== undefined) {
      this.#sendUnder(conditions, from, to);
      return;
    }
    const links = this.#links;
    const now = clock[0];
    traffic.sent++;
    links.drawDelay(from, to);
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

  /** As `send`, with faults. */
  #sendUnder(conditions: Conditions, from: number, to: number): void {
    const { traffic, clock } = this.#state;
    const now = clock[0];
    const links = this.#links;
    this.arrival.fill(Number.POSITIVE_INFINITY);
    traffic.sent++;
    links.drawDelay(from, to);
    links.slowDown(conditions.slowness(from, now));
    const flight = links.flight[0] + conditions.delay(from, to, now);
    const stops = conditions.goesDown(from, now);
    let departed = now + links.transfer[0];
    if (conditions.sharesUplink(now)) {
      departed += Math.max(0, this.uplinkFree[from] - now);
      // A crash discards the copies that a node has not sent yet.
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

  /** @returns arrival of a copy, ns; infinite if it does not arrive */
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
