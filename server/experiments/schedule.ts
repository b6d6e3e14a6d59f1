import type { Replications } from '../../engine/model/experiment.js';
import { MIN_REPLICATIONS } from './statistics/sequential.js';

/** One cell of an experiment: a replication, from 0, of a point. */
export interface CellPlace {
  point: number;
  replication: number;
}

/**
 * Decides which cells to simulate. The number of replications of a point depends only on its own replications in order,
 * so the outcome does not depend on which cell finishes first.
 */
export class Schedule {
  /** Further replications that turned out to be needed. */
  readonly #further: CellPlace[] = [];
  /** Replications that every point gets in any case, and how many of them were handed out. */
  readonly #first: number;
  #given = 0;
  /** Replications of each point that are finished without a gap. */
  readonly #finished: number[];
  readonly #outOfOrder: Set<number>[];
  readonly #stopped: boolean[];

  /** @param enough whether the first `replications` of a point suffice; asked once for each number, in order */
  constructor(
    points: number,
    private readonly replications: Replications,
    private readonly enough: (point: number, replications: number) => boolean,
  ) {
    this.#finished = new Array<number>(points).fill(0);
    this.#outOfOrder = this.#finished.map(() => new Set());
    this.#stopped = this.#finished.map(() => false);
    this.#first = replications.kind === 'fixed' ? replications.count : Math.min(MIN_REPLICATIONS, replications.most);
  }

  /** The next cell to simulate; undefined while none is known. */
  next(): CellPlace | undefined {
    const points = this.#finished.length;
    if (this.#given === points * this.#first) return this.#further.shift();
    // One replication of every point before the next one, so that all points become equally precise.
    const place = { point: this.#given % points, replication: Math.floor(this.#given / points) };
    this.#given++;
    return place;
  }

  /** Records a finished cell, which may make further ones necessary. */
  finished({ point, replication }: CellPlace): void {
    this.#outOfOrder[point].add(replication);
    while (this.#outOfOrder[point].delete(this.#finished[point])) {
      this.#finished[point]++;
      this.#decide(point, this.#finished[point]);
    }
  }

  /** Replications that each point has. */
  counts(): number[] {
    return [...this.#finished];
  }

  /** Cells that are known to be needed, finished ones included. */
  get expected(): number {
    if (this.replications.kind === 'fixed') return this.#finished.length * this.#first;
    const floor = this.#first;
    return this.#finished.reduce(
      (sum, finished, point) => sum + (this.#stopped[point] ? finished : Math.max(floor, finished + 1)),
      0,
    );
  }

  #decide(point: number, finished: number): void {
    if (this.replications.kind === 'fixed' || finished < MIN_REPLICATIONS) return;
    if (finished >= this.replications.most || this.enough(point, finished)) this.#stopped[point] = true;
    else this.#further.push({ point, replication: finished });
  }
}
