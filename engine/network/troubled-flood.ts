import type { Conditions } from './conditions.js';
import { FirstArrivals } from './first-arrivals.js';
import type { CopyCount } from './flood.js';
import type { Links } from './links.js';
import type { Peers } from './overlay.js';

/**
 * A flood during which faults may begin or end. Every copy is checked at the time at which it is sent. Uplinks are not
 * shared.
 */
export class TroubledFlood {
  readonly #peers: Peers;
  readonly #conditions: Conditions;
  readonly #arrivals: FirstArrivals;

  constructor(peers: Peers, nodes: number, conditions: Conditions) {
    this.#peers = peers;
    this.#conditions = conditions;
    this.#arrivals = new FirstArrivals(nodes, peers.targets.length);
  }

  /** As `Flood.spread`. @param select selects the message over some links */
  spread(
    select: (links: Links) => void,
    origin: number,
    start: number,
    times: Float64Array,
    receivers: Int32Array,
    at: number,
    end: number,
    count: CopyCount,
  ): number {
    const conditions = this.#conditions;
    const arrivals = this.#arrivals;
    arrivals.begin(origin, start);
    let links: Links | undefined;
    let reached = 0;
    for (let node = arrivals.next(); node >= 0; node = arrivals.next()) {
      const time = arrivals.earliest[node];
      if (node !== origin) {
        times[at + reached] = time;
        receivers[at + reached] = node;
        reached++;
      }
      if (time > end || (node !== origin && !conditions.forwards(node, time))) continue;
      const over = conditions.linksAt(time);
      if (over !== links) select(over);
      links = over;
      this.#forward(links, node, time, end, count);
    }
    return reached;
  }

  #forward(links: Links, node: number, time: number, end: number, count: CopyCount): void {
    const conditions = this.#conditions;
    const slowness = conditions.slowness(node, time);
    const stops = conditions.goesDown(node, time);
    const cameFrom = this.#arrivals.relayer[node];
    const arrive = (peer: number, arrival: number) => {
      count.sent++;
      if (conditions.isCut(node, peer, time, arrival)) {
        count.lost++;
        return;
      }
      if (arrival > end) count.inFlight++;
      this.#arrivals.arrive(node, peer, arrival);
    };
    const { offsets, targets } = this.#peers;
    for (let edge = offsets[node]; edge < offsets[node + 1]; edge++) {
      const peer = targets[edge];
      if (peer === cameFrom) continue;
      links.drawDelay(node, peer);
      links.slowDown(slowness);
      const departed = time + links.transfer[0];
      const flight = links.flight[0] + conditions.delay(node, peer, time);
      if (links.lost(node, peer) || departed > stops || conditions.drops(node, peer, time)) {
        count.sent++;
        count.lost++;
        continue;
      }
      arrive(peer, departed + flight);
      if (conditions.duplicates(node, peer, time)) arrive(peer, departed + flight + Math.max(1, flight));
    }
  }
}
