import type { Copies } from './copies.js';
import type { NetworkState } from './network-state.js';
import { insertArrival } from './sorted-arrivals.js';
import { lastMoment, type SteadyFaults, steadyFor } from './steady-faults.js';

/** Messages that go from their sender to each participant over the link between them. */
export class Direct {
  readonly #state: NetworkState;
  readonly #copies: Copies;
  readonly #nearest = new Map<Int32Array, Int32Array[]>();

  constructor(state: NetworkState, copies: Copies) {
    this.#state = state;
    this.#copies = copies;
  }

  /**
   * Sends the message that `Copies` has selected.
   *
   * @param size B
   * @param times receives the arrivals, ascending, ns
   * @param receivers receives the nodes of the arrivals
   * @param start index at which both are written
   * @returns number of arrivals
   */
  spread(
    sender: number,
    participants: Int32Array,
    size: number,
    times: Float64Array,
    receivers: Int32Array,
    start: number,
  ): number {
    const { conditions, clock, identity } = this.#state;
    const copies = this.#copies;
    const n = participants.length;
    // In turn if copies leave one after another, else in an order in which arrivals are nearly sorted.
    const order = copies.sharesUplink ? participants : this.#nearestFirst(participants, sender);
    const faults = conditions && steadyFor(conditions, sender, clock[0]);
    if (faults && this.#isOverWithin(faults, sender, size))
      return this.#spreadUnder(faults, sender, order, times, receivers, start);
    const turn = copies.first(identity[0], sender, n);
    let count = 0;
    for (let i = 0; i < n; i++) {
      const place = i + turn;
      const node = order[place < n ? place : place - n];
      if (node === sender) continue;
      copies.send(sender, node);
      const arrival = copies.arrival[0];
      if (arrival === Number.POSITIVE_INFINITY) continue;
      insertArrival(times, receivers, start, start + count++, arrival, node);
      const again = copies.arrival[1];
      if (again < Number.POSITIVE_INFINITY) insertArrival(times, receivers, start, start + count++, again, node);
    }
    return count;
  }

  #spreadUnder(
    { links, isCut, slowness, drops }: SteadyFaults,
    sender: number,
    order: Int32Array,
    times: Float64Array,
    receivers: Int32Array,
    start: number,
  ): number {
    const { traffic, clock } = this.#state;
    const factor = slowness ? slowness[sender] : 1;
    const row = sender * links.nodes;
    let count = 0;
    for (const node of order) {
      if (node === sender) continue;
      traffic.sent++;
      if (isCut?.[row + node] || links.lost(sender, node) || drops?.(sender, node)) {
        traffic.lost++;
        continue;
      }
      links.drawDelay(sender, node);
      links.slowDown(factor);
      const arrival = clock[0] + links.transfer[0] + links.flight[0];
      insertArrival(times, receivers, start, start + count++, arrival, node);
    }
    return count;
  }

  /** Whether copies that a node sends now arrive before a fault begins or ends, and before the end of the run. */
  #isOverWithin(faults: SteadyFaults, sender: number, size: number): boolean {
    const { clock, end } = this.#state;
    const takes = faults.links.slowest(size) * Math.max(1, faults.slowness?.[sender] ?? 1);
    return clock[0] + takes <= lastMoment(faults, end);
  }

  /** Participants by their latency from the sender. */
  #nearestFirst(participants: Int32Array, sender: number): Int32Array {
    let orders = this.#nearest.get(participants);
    if (!orders) {
      orders = [];
      this.#nearest.set(participants, orders);
    }
    const { latency, nodes } = this.#state.links;
    orders[sender] ??= participants
      .slice()
      .sort((a, b) => latency[sender * nodes + a] - latency[sender * nodes + b] || a - b);
    return orders[sender];
  }
}
