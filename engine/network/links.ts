import { rangeOf, type Sampler, sampler } from '../kernel/sampler.js';
import { mix, type StreamKey } from '../kernel/streams.js';
import { NANOSECONDS_PER_SECOND } from '../kernel/time.js';
import { WordSource } from '../kernel/word-source.js';
import type { Distribution, Topology } from '../model/scenario.js';

/** The random streams of transmissions. */
export interface LinkStreams {
  bandwidth: StreamKey;
  jitter: StreamKey;
  loss: StreamKey;
  order: StreamKey;
  latency: StreamKey;
}

/** Latencies that are drawn for every message, by link; undefined for constant ones. */
export type DrawnLatency = (from: number, to: number) => Distribution | undefined;

/** Number of draws that estimate the extremes of a distribution, and the safety factor on these estimates. */
const TRIALS = 2000;
const BEYOND = 3;

/** Spreads the numbers of links over 32 bits, so that copies on neighbouring links draw independently. */
export const LINK_FACTOR = 0x9e3779b1 | 0;

/** The random quantities of a network's links that are drawn once. All runs over the network share them. */
export interface LinkTables {
  nodes: number;
  /** Whole nanoseconds from i to j at `i * nodes + j`. */
  latency: Float64Array;
  /** Probability that a copy is lost. */
  loss: number;
  /** B/s, by the node that sends. */
  bandwidthOf: readonly Sampler[];
  /** B/s by link, if it is drawn once. */
  fixedRate?: Float64Array;
  /** s; absent without jitter. */
  jitter?: Sampler;
  /** s, by link; absent if no link draws its latency for every message. */
  drawnLatency?: readonly (Sampler | undefined)[];
  /** Bounds that practically no draw exceeds, B/s and ns. */
  leastRate: number;
  longestFlight: number;
  /** Mean rate of the slowest group, B/s. */
  meanRate: number;
  /**
   * Bounds that no draw exceeds: rates in B/s, and the largest sum of jitter and drawn latency, ns; may be infinite.
   */
  rates: { least: number; most: number };
  mostAdded: number;
}

/** Draws the tables of a topology. @param latency of every link, ns @param groupOf group by node */
export function drawLinkTables(
  topology: Topology,
  groupOf: Int32Array,
  latency: Float64Array,
  { bandwidth }: LinkStreams,
  drawn?: DrawnLatency,
): LinkTables {
  const nodes = groupOf.length;
  const byGroup = topology.groups.map((group) => sampler(group.bandwidth, true));
  const bandwidthOf = Array.from(groupOf, (group) => byGroup[group]);
  const jitter = jitterOf(topology);
  const drawnLatency = drawn && samplersOf(drawn, nodes);
  const rateExtremes = byGroup.map((group) => extremes(group, bandwidth));
  const leastRate = Math.min(...rateExtremes.map(({ least }) => least)) / BEYOND;
  const meanRate = Math.min(...rateExtremes.map(({ mean }) => mean));
  const latencies = Array.from(new Set(drawnLatency), (draws) => (draws ? extremes(draws, bandwidth).most : 0));
  const jitterBound = ((jitter ? extremes(jitter, bandwidth).most : 0) + Math.max(0, ...latencies)) * BEYOND;
  const longestFlight =
    latency.reduce((most, value) => Math.max(most, value), 0) + jitterBound * NANOSECONDS_PER_SECOND;
  const fixedRate = topology.drawn === 'perMessage' ? undefined : drawRates(topology.drawn, bandwidthOf, bandwidth);
  const ranges = topology.groups.map((group) => rangeOf(group.bandwidth, true));
  const mostJitter = jitter ? Math.max(0, rangeOf(topology.jitter).most) * NANOSECONDS_PER_SECOND : 0;
  return {
    nodes,
    latency,
    loss: topology.loss,
    bandwidthOf,
    fixedRate,
    jitter,
    drawnLatency,
    leastRate,
    longestFlight,
    meanRate,
    rates: {
      least: Math.min(...ranges.map(({ least }) => least)),
      most: Math.max(...ranges.map(({ most }) => most)),
    },
    mostAdded: drawnLatency ? Number.POSITIVE_INFINITY : Math.ceil(mostJitter),
  };
}

function jitterOf({ jitter }: Topology): Sampler | undefined {
  if (jitter.kind === 'constant' && jitter.value === 0) return undefined;
  return sampler({ ...jitter, within: { ...jitter.within, lo: Math.max(0, jitter.within?.lo ?? 0) } });
}

/** A sampler for every link with its own latency; equal distributions share one. */
function samplersOf(drawn: DrawnLatency, nodes: number): (Sampler | undefined)[] | undefined {
  const known = new Map<Distribution, Sampler>();
  const samplers = Array.from({ length: nodes * nodes }, (_, link) => {
    const distribution = drawn(Math.floor(link / nodes), link % nodes);
    if (!distribution) return undefined;
    const found = known.get(distribution) ?? sampler(distribution);
    known.set(distribution, found);
    return found;
  });
  return known.size > 0 ? samplers : undefined;
}

function extremes(draws: Sampler, key: StreamKey): { least: number; mean: number; most: number } {
  const source = new WordSource();
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  let sum = 0;
  for (let i = 0; i < TRIALS; i++) {
    const value = draws.draw(source.within(key, i, TRIALS));
    sum += value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { least, mean: sum / TRIALS, most };
}

function drawRates(drawn: 'perLink' | 'perNode', bandwidthOf: readonly Sampler[], key: StreamKey): Float64Array {
  const nodes = bandwidthOf.length;
  const source = new WordSource();
  const rates = new Float64Array(nodes * nodes);
  for (let from = 0; from < nodes; from++) {
    for (let to = 0; to < nodes; to++) {
      rates[from * nodes + to] = bandwidthOf[from].draw(source.within(key, from, drawn === 'perLink' ? to : -1));
    }
  }
  return rates;
}

/**
 * The delay of one copy of one message on one link, `size / bandwidth + latency + jitter`, or its loss.
 *
 * Call {@link message} once for a message, then query its copies in any order. Every draw is a hash of the message and
 * the link, so the result for a copy does not depend on other queries.
 */
export class Links {
  readonly tables: LinkTables;
  /** Whole nanoseconds from i to j at `i * nodes + j`. */
  readonly latency: Float64Array;
  readonly nodes: number;
  readonly lossy: boolean;
  /** Time for which the last drawn copy occupies its link, ns: `size / bandwidth`. */
  readonly transfer = new Float64Array(1);
  /** Time between the end of its transfer and its arrival, ns: latency and jitter. */
  readonly flight = new Float64Array(1);
  readonly #bandwidthOf: readonly Sampler[];
  readonly #jitter: Sampler | undefined;
  readonly #loss: number;
  /** B/s by link, if it is drawn once. */
  readonly #fixedRate: Float64Array | undefined;
  readonly #streams: LinkStreams;
  readonly #source = new WordSource();
  readonly #drawnLatency: readonly (Sampler | undefined)[] | undefined;
  readonly #leastRate: number;
  readonly #longestFlight: number;
  #added = { size: Number.NaN, least: 0, most: 0 };
  #bandwidth0 = 0;
  #bandwidth1 = 0;
  #jitter0 = 0;
  #jitter1 = 0;
  #latency0 = 0;
  #latency1 = 0;
  #loss0 = 0;
  #loss1 = 0;
  #size = 0;

  constructor(tables: LinkTables, streams: LinkStreams) {
    this.tables = tables;
    this.nodes = tables.nodes;
    this.latency = tables.latency;
    this.lossy = tables.loss > 0;
    this.#loss = tables.loss;
    this.#streams = streams;
    this.#bandwidthOf = tables.bandwidthOf;
    this.#fixedRate = tables.fixedRate;
    this.#jitter = tables.jitter;
    this.#drawnLatency = tables.drawnLatency;
    this.#leastRate = tables.leastRate;
    this.#longestFlight = tables.longestFlight;
  }

  /** Typical transfer of this size on slow links, ns. */
  typicalTransfer(size: number): number {
    return (size * NANOSECONDS_PER_SECOND) / this.tables.meanRate;
  }

  /** A bound that practically no delay of a copy of this size exceeds, ns. */
  slowest(size: number): number {
    return (size * NANOSECONDS_PER_SECOND) / this.#leastRate + this.#longestFlight;
  }

  /**
   * Minimum and maximum time of a copy of this size in addition to the latency of its link, ns; the maximum may be
   * infinite. One nanosecond of slack covers rounding.
   */
  addedTo(size: number): { readonly least: number; readonly most: number } {
    // Votes have one size, and each vote queries it.
    if (this.#added.size !== size) {
      const { rates, mostAdded } = this.tables;
      const transfer = (rate: number) => (size * NANOSECONDS_PER_SECOND) / rate;
      this.#added = {
        size,
        least: Math.max(0, Math.floor(transfer(rates.most)) - 1),
        most: Math.ceil(transfer(rates.least)) + 1 + mostAdded,
      };
    }
    return this.#added;
  }

  /** Selects the message for further queries, by two words that no other message of the run has. */
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
   * Computes the two times of one copy of the selected message. {@link transfer} and {@link flight} have them until the
   * next call. They are not returned, because a returned number is an object on the heap unless the call is inlined,
   * and this is called for every copy.
   */
  drawDelay(from: number, to: number): void {
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

  /**
   * Multiplies the two times of the last drawn copy by a factor, because its sender is slow. Each is rounded to whole
   * nanoseconds on its own.
   */
  slowDown(factor: number): void {
    if (factor === 1) return;
    this.transfer[0] = Math.round(this.transfer[0] * factor);
    this.flight[0] = Math.round(this.flight[0] * factor);
  }

  lost(from: number, to: number): boolean {
    if (!this.lossy) return false;
    const link = from * this.nodes + to;
    const source = this.#source.at(this.#loss0 ^ Math.imul(link, LINK_FACTOR), this.#loss1);
    return source.isBelow(this.#loss);
  }

  /** The index of the copy that the sender of the selected message sends first, if copies leave one after another. */
  firstCopy(identity0: number, from: number, copies: number): number {
    const { k0, k1 } = this.#streams.order;
    return this.#source.at(identity0 ^ k0, mix(from ^ k1)).below(copies);
  }
}
