import { type Sampler, sampler } from '../kernel/sampler.js';
import { mix, type StreamKey } from '../kernel/streams.js';
import { NANOSECONDS_PER_SECOND, NEVER } from '../kernel/time.js';
import { WordSource } from '../kernel/word-source.js';
import type { FaultAtom, TopologyChange } from '../model/faults.js';
import type { Conditions } from '../network/conditions.js';
import { LINK_FACTOR, type Links } from '../network/links.js';
import type { SteadyFaults } from '../network/steady-faults.js';
import { faultKeys } from './fault-keys.js';
import { type Interval, intervalOf, isWithin, mergedIntervals } from './intervals.js';
import { SteadyPeriods } from './steady-periods.js';

/** A fault that affects a random share of messages, drawn from its own stream. */
interface Chance extends Interval {
  share: number;
  key: StreamKey;
  /** Words of the selected message in this stream. */
  word0: number;
  word1: number;
}

function chance(interval: Interval, share: number, key: StreamKey): Chance {
  return { ...interval, share, key, word0: 0, word1: 0 };
}

/** What the network of a run needs from its topology. */
export interface Surroundings {
  nodes: number;
  links: Links;
  sharesUplink: boolean;
  /** The links of the same nodes with a changed topology. */
  changed(changes: readonly TopologyChange[]): Links;
}

/** The faults of a run, as its network queries them. Nothing here changes during the run except caches. */
export class NetworkFaults implements Conditions {
  readonly mayShareUplinks: boolean;
  readonly #surroundings: Surroundings;
  /** Outages of each node. */
  readonly #down: readonly Interval[][];
  readonly #cuts: (Interval & { sideOf: Int32Array; oneWay: boolean })[] = [];
  readonly #drops: Chance[] = [];
  readonly #duplicates: Chance[] = [];
  readonly #delays: (Chance & { by: Sampler })[] = [];
  /** Faults that affect a random share of messages. */
  readonly #chances: readonly Chance[];
  readonly #slow: (Interval & { isSlow: Uint8Array; factor: number })[] = [];
  readonly #changes: (Interval & { change: TopologyChange })[] = [];
  readonly #mute: (Interval & { isMute: Uint8Array })[] = [];
  /** The periods with at least one fault; adjacent ones are merged. */
  readonly #troubled: readonly Interval[];
  #nextTrouble = 0;
  readonly #periods: SteadyPeriods;
  readonly #end: number;
  readonly #linksBySet = new Map<string, Links>();
  readonly #source = new WordSource();

  /** @param key of the stream of faults @param end of the run, ns */
  constructor(atoms: readonly FaultAtom[], surroundings: Surroundings, key: StreamKey, end: number) {
    const { nodes } = surroundings;
    this.#surroundings = surroundings;
    this.#end = end;
    const down = Array.from({ length: nodes }, (): Interval[] => []);
    const troubled: Interval[] = [];
    const keys = faultKeys(atoms, key);
    for (const [index, atom] of atoms.entries()) {
      const interval = intervalOf(atom);
      if (interval.from < end && this.#add(atom, interval, keys[index], down)) troubled.push(interval);
    }
    this.#chances = [...this.#drops, ...this.#duplicates, ...this.#delays];
    this.#down = down.map(mergedIntervals);
    this.mayShareUplinks = surroundings.sharesUplink || this.#changes.some(({ change }) => change.sharing === 'uplink');
    this.#troubled = mergedIntervals(troubled);
    this.#periods = new SteadyPeriods(troubled, (time) => this.#holdsAt(time));
  }

  /** @returns false for a fault that does not concern the network */
  #add(atom: FaultAtom, interval: Interval, key: StreamKey, down: readonly Interval[][]): boolean {
    const { nodes } = this.#surroundings;
    switch (atom.kind) {
      case 'crash':
        for (const node of atom.nodes) down[node].push(interval);
        return true;
      case 'partition':
        this.#cuts.push({ ...interval, sideOf: sidesByNode(atom.sides, nodes), oneWay: atom.oneWay });
        return true;
      case 'drop':
        this.#drops.push(chance(interval, atom.share, key));
        return true;
      case 'duplicate':
        this.#duplicates.push(chance(interval, atom.share, key));
        return true;
      case 'delay':
        this.#delays.push({ ...chance(interval, atom.share, key), by: sampler(atom.by) });
        return true;
      case 'slow':
        this.#slow.push({ ...interval, isSlow: flags(atom.nodes, nodes), factor: atom.factor });
        return true;
      case 'change':
        this.#changes.push({ ...interval, change: atom.change });
        return true;
      case 'byzantine':
        if (atom.behaviour.relay !== 'never') return false;
        this.#mute.push({ ...interval, isMute: flags(atom.nodes, nodes) });
        return true;
    }
  }

  isQuiet(from: number, to: number): boolean {
    const troubled = this.#troubled;
    while (this.#nextTrouble < troubled.length && troubled[this.#nextTrouble].to < from) this.#nextTrouble++;
    return this.#nextTrouble === troubled.length || troubled[this.#nextTrouble].from > to;
  }

  steady(now: number): SteadyFaults | undefined {
    return this.#periods.at(now);
  }

  linksAt(time: number): Links {
    if (!this.#changes.some((change) => isWithin(change, time))) return this.#surroundings.links;
    let name = '';
    for (const [index, change] of this.#changes.entries()) if (isWithin(change, time)) name += `${index} `;
    let links = this.#linksBySet.get(name);
    if (!links) {
      const active = this.#changes.filter((change) => isWithin(change, time));
      links = this.#surroundings.changed(active.map(({ change }) => change));
      this.#linksBySet.set(name, links);
    }
    return links;
  }

  sharesUplink(time: number): boolean {
    let shares = this.#surroundings.sharesUplink;
    for (const interval of this.#changes) {
      const { sharing } = interval.change;
      if (sharing !== undefined && isWithin(interval, time)) shares = sharing === 'uplink';
    }
    return shares;
  }

  message(identity0: number, identity1: number): void {
    for (const each of this.#chances) {
      each.word0 = mix(identity0 ^ each.key.k0);
      each.word1 = mix(identity1 ^ each.key.k1);
    }
  }

  slowness(node: number, time: number): number {
    let slowness = 1;
    for (const interval of this.#slow)
      if (interval.isSlow[node] && isWithin(interval, time)) slowness *= interval.factor;
    return slowness;
  }

  delay(from: number, to: number, sent: number): number {
    let delay = 0;
    for (const chance of this.#delays) {
      if (!this.#happens(chance, from, to, sent)) continue;
      delay += Math.max(0, Math.round(chance.by.draw(this.#source) * NANOSECONDS_PER_SECOND));
    }
    return delay;
  }

  goesDown(node: number, time: number): number {
    for (const interval of this.#down[node]) if (interval.to >= time) return Math.max(interval.from, time);
    return NEVER;
  }

  drops(from: number, to: number, sent: number): boolean {
    for (const chance of this.#drops) if (this.#happens(chance, from, to, sent)) return true;
    return false;
  }

  dropped(time: number): number {
    let kept = 1;
    for (const chance of this.#drops) if (isWithin(chance, time)) kept *= 1 - chance.share;
    return 1 - kept;
  }

  isCut(from: number, to: number, sent: number, arrival: number): boolean {
    for (const interval of this.#down[to]) if (interval.from <= arrival && sent <= interval.to) return true;
    for (const cut of this.#cuts) {
      if (!isWithin(cut, arrival)) continue;
      const [side, other] = [cut.sideOf[from], cut.sideOf[to]];
      if (cut.oneWay ? side === 0 && other === 1 : side !== other) return true;
    }
    return false;
  }

  duplicates(from: number, to: number, sent: number): boolean {
    for (const chance of this.#duplicates) if (this.#happens(chance, from, to, sent)) return true;
    return false;
  }

  forwards(node: number, time: number): boolean {
    for (const interval of this.#mute) if (interval.isMute[node] && isWithin(interval, time)) return false;
    return true;
  }

  isGone(node: number, time: number): boolean {
    const last = this.#down[node].at(-1);
    return last !== undefined && last.from <= time && last.to >= this.#end;
  }

  /**
   * The faults around a time at which no fault begins or ends; undefined if copies are delayed, duplicated or wait for
   * an uplink.
   */
  #holdsAt(time: number): Omit<SteadyFaults, 'until'> | undefined {
    const isActive = (interval: Interval) => isWithin(interval, time);
    if (this.#delays.some(isActive) || this.#duplicates.some(isActive) || this.sharesUplink(time)) return undefined;
    const { nodes } = this.#surroundings;
    const isCut = Uint8Array.from({ length: nodes * nodes }, (_, link) =>
      this.isCut(Math.floor(link / nodes), link % nodes, time, time) ? 1 : 0,
    );
    const isMute = Uint8Array.from({ length: nodes }, (_, node) => (this.forwards(node, time) ? 0 : 1));
    const slowness = Float64Array.from({ length: nodes }, (_, node) => this.slowness(node, time));
    return {
      links: this.linksAt(time),
      ...(isCut.includes(1) ? { isCut } : {}),
      ...(isMute.includes(1) ? { isMute } : {}),
      ...(slowness.every((factor) => factor === 1) ? {} : { slowness }),
      ...(this.#drops.some(isActive) ? { drops: this.#dropsBy(this.#drops.filter(isActive)) } : {}),
    };
  }

  /** Whether the copy of the selected message belongs to the share. Further draws for it come from the source. */
  #happens(chance: Chance, from: number, to: number, sent: number): boolean {
    return isWithin(chance, sent) && this.#draws(chance, from, to);
  }

  #draws({ word0, word1, share }: Chance, from: number, to: number): boolean {
    const link = from * this.#surroundings.nodes + to;
    return this.#source.at(word0 ^ Math.imul(link, LINK_FACTOR), word1).isBelow(share);
  }

  #dropsBy(active: readonly Chance[]): (from: number, to: number) => boolean {
    const [first, ...others] = active;
    if (others.length === 0) return (from, to) => this.#draws(first, from, to);
    return (from, to) => active.some((each) => this.#draws(each, from, to));
  }
}

function flags(nodes: readonly number[], total: number): Uint8Array {
  const flagged = new Uint8Array(total);
  for (const node of nodes) flagged[node] = 1;
  return flagged;
}

function sidesByNode(sides: readonly (readonly number[])[], nodes: number): Int32Array {
  const sideOf = new Int32Array(nodes);
  for (const [side, members] of sides.entries()) for (const node of members) sideOf[node] = side;
  return sideOf;
}
