import { type Sampler, sampler } from '../kernel/sampler.js';
import { mix, type StreamKey } from '../kernel/streams.js';
import { NANOSECONDS_PER_SECOND } from '../kernel/time.js';
import { WordSource } from '../kernel/word-source.js';
import type { Distribution, Topology } from '../model/scenario.js';

/** The streams that decide about transmissions. */
export interface LinkStreams {
  bandwidth: StreamKey;
  jitter: StreamKey;
  loss: StreamKey;
  order: StreamKey;
  latency: StreamKey;
}

/** Latencies that are drawn for every message, by link; undefined where one is always the same. */
export type DrawnLatency = (from: number, to: number) => Distribution | undefined;

/** How many draws tell the extremes of a distribution, and how far beyond them a draw may lie. */
const TRIALS = 2000;
const BEYOND = 3;

const LINK_FACTOR = 0x9e3779b1 | 0;

/**
 * What happens to one copy of one message on one link: `size / bandwidth + latency + jitter`, or a loss.
 *
 * Call {@link message} once for a message, then ask about its copies in any order: every draw is a hash of the
 * message and the link, so the answer for a copy does not depend on which copies were asked about.
 */
export class Links {
  /** Whole nanoseconds from i to j at `i * nodes + j`. */
  readonly latency: Float64Array;
  readonly nodes: number;
  readonly lossy: boolean;
  /** For how long the copy that was dated last occupies its link, ns: `size / bandwidth`. */
  readonly transfer = new Float64Array(1);
  /** The time between the end of its transfer and its arrival, ns: latency and jitter. */
  readonly flight = new Float64Array(1);
  readonly #bandwidthOf: Sampler[];
  readonly #jitter: Sampler | undefined;
  readonly #loss: number;
  /** B/s by link, where it is drawn once. */
  readonly #fixedRate: Float64Array | undefined;
  readonly #streams: LinkStreams;
  readonly #source = new WordSource();
  readonly #drawnLatency: (Sampler | undefined)[] | undefined;
  readonly #leastRate: number;
  readonly #longestFlight: number;
  #bandwidth0 = 0;
  #bandwidth1 = 0;
  #jitter0 = 0;
  #jitter1 = 0;
  #latency0 = 0;
  #latency1 = 0;
  #loss0 = 0;
  #loss1 = 0;
  #size = 0;

  constructor(
    topology: Topology,
    groupOf: Int32Array,
    latency: Float64Array,
    streams: LinkStreams,
    drawn?: DrawnLatency,
  ) {
    this.latency = latency;
    this.nodes = groupOf.length;
    this.lossy = topology.loss > 0;
    this.#loss = topology.loss;
    this.#streams = streams;
    const byGroup = topology.groups.map((group) => sampler(group.bandwidth, true));
    this.#bandwidthOf = Array.from(groupOf, (group) => byGroup[group]);
    const { jitter } = topology;
    if (jitter.kind !== 'constant' || jitter.value !== 0) {
      this.#jitter = sampler({ ...jitter, within: { ...jitter.within, lo: Math.max(0, jitter.within?.lo ?? 0) } });
    }
    this.#leastRate = Math.min(...byGroup.map((group) => this.#extremes(group).least)) / BEYOND;
    this.#drawnLatency = drawn && this.#samplersOf(drawn);
    const drawnMost = Math.max(
      0,
      ...Array.from(new Set(this.#drawnLatency), (draws) => (draws ? this.#extremes(draws).most : 0)),
    );
    const jitterBound = ((this.#jitter ? this.#extremes(this.#jitter).most : 0) + drawnMost) * BEYOND;
    this.#longestFlight =
      latency.reduce((most, value) => Math.max(most, value), 0) + jitterBound * NANOSECONDS_PER_SECOND;
    if (topology.drawn !== 'perMessage') this.#fixedRate = this.#drawRates(topology.drawn);
  }

  /** One for every link with a latency of its own, one and the same where distributions are. */
  #samplersOf(drawn: DrawnLatency): (Sampler | undefined)[] | undefined {
    const known = new Map<Distribution, Sampler>();
    const samplers = Array.from({ length: this.nodes * this.nodes }, (_, link) => {
      const distribution = drawn(Math.floor(link / this.nodes), link % this.nodes);
      if (!distribution) return undefined;
      const found = known.get(distribution) ?? sampler(distribution);
      known.set(distribution, found);
      return found;
    });
    return known.size > 0 ? samplers : undefined;
  }

  #extremes(draws: Sampler): { least: number; most: number } {
    let least = Number.POSITIVE_INFINITY;
    let most = 0;
    for (let i = 0; i < TRIALS; i++) {
      const value = draws.draw(this.#source.within(this.#streams.bandwidth, i, TRIALS));
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return { least, most };
  }

  #drawRates(drawn: 'perLink' | 'perNode'): Float64Array {
    const rates = new Float64Array(this.nodes * this.nodes);
    for (let from = 0; from < this.nodes; from++) {
      for (let to = 0; to < this.nodes; to++) {
        const source = this.#source.within(this.#streams.bandwidth, from, drawn === 'perLink' ? to : -1);
        rates[from * this.nodes + to] = this.#bandwidthOf[from].draw(source);
      }
    }
    return rates;
  }

  /** A bound that practically no transfer of this size exceeds, ns. */
  slowestTransfer(size: number): number {
    return (size * NANOSECONDS_PER_SECOND) / this.#leastRate;
  }

  /** The same for the whole way of a copy, ns. */
  slowest(size: number): number {
    return this.slowestTransfer(size) + this.#longestFlight;
  }

  /** Selects the message, by two words that no other message of the run has, whose copies are asked about. */
  message(identity0: number, identity1: number, size: number): void {
    const { bandwidth, jitter, loss, latency } = this.#streams;
    this.#size = size * NANOSECONDS_PER_SECOND;
    this.#bandwidth0 = mix(identity0 ^ bandwidth.k0);
    this.#bandwidth1 = mix(identity1 ^ bandwidth.k1);
    if (this.#jitter) {
      this.#jitter0 = mix(identity0 ^ jitter.k0);
      this.#jitter1 = mix(identity1 ^ jitter.k1);
    }
    if (this.#drawnLatency) {
      this.#latency0 = mix(identity0 ^ latency.k0);
      this.#latency1 = mix(identity1 ^ latency.k1);
    }
    if (this.lossy) {
      this.#loss0 = mix(identity0 ^ loss.k0);
      this.#loss1 = mix(identity1 ^ loss.k1);
    }
  }

  /**
   * Dates one copy of the selected message: its times stand in {@link transfer} and {@link flight} until the next one is
   * asked about. A number that a call returns is an object on the heap wherever the call is not inlined, and this one
   * is made for every copy.
   */
  date(from: number, to: number): void {
    const link = from * this.nodes + to;
    const source = this.#source;
    const rate = this.#fixedRate
      ? this.#fixedRate[link]
      : this.#bandwidthOf[from].draw(source.at(this.#bandwidth0 ^ Math.imul(link, LINK_FACTOR), this.#bandwidth1));
    this.transfer[0] = Math.round(this.#size / rate);
    let flight = this.latency[link];
    const drawn = this.#drawnLatency?.[link];
    if (drawn) {
      source.at(this.#latency0 ^ Math.imul(link, LINK_FACTOR), this.#latency1);
      flight = Math.max(flight, Math.round(drawn.draw(source) * NANOSECONDS_PER_SECOND));
    }
    if (this.#jitter) {
      source.at(this.#jitter0 ^ Math.imul(link, LINK_FACTOR), this.#jitter1);
      flight += Math.round(this.#jitter.draw(source) * NANOSECONDS_PER_SECOND);
    }
    this.flight[0] = flight;
  }

  lost(from: number, to: number): boolean {
    if (!this.lossy) return false;
    const link = from * this.nodes + to;
    const source = this.#source.at(this.#loss0 ^ Math.imul(link, LINK_FACTOR), this.#loss1);
    return source.uniform() < this.#loss;
  }

  /** Which of its `copies` the sender of the selected message sends first, where they leave one after another. */
  firstCopy(identity0: number, from: number, copies: number): number {
    const { k0, k1 } = this.#streams.order;
    return this.#source.at(identity0 ^ k0, mix(from ^ k1)).below(copies);
  }
}
