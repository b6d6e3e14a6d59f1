import { readdir } from 'node:fs/promises';
import { quantityValue } from '../../engine/model/evaluation.js';
import type { Experiment } from '../../engine/model/experiment.js';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { cellPath, findCell } from '../experiments/cell-files.js';
import { figuresOf } from '../experiments/expressions.js';
import {
  type CellPlace,
  type CellSummary,
  cellName,
  cellsFolder,
  type DecodeCell,
  requestOf,
} from '../experiments/index.js';
import { Schedule } from '../experiments/schedule.js';
import { isPreciseEnough } from '../experiments/statistics/sequential.js';

/** A replication that is on the disk. */
export interface GatheredCell {
  place: CellPlace;
  summary: CellSummary;
}

/**
 * Collects the replications of an experiment while other processes write them to its folder. The replications alone
 * determine which ones are needed, as in a sweep on one machine, so both give the same results.
 */
export class Gathering {
  readonly #schedule: Schedule;
  readonly #watched: number[][];
  /** Needed replications that were not on the disk at the last look. */
  #missing: CellPlace[] = [];
  readonly #names = new Map<string, string>();
  #done = 0;

  constructor(
    private readonly experiment: Experiment,
    private readonly folder: string,
    private readonly decode?: DecodeCell,
  ) {
    const { points, replications } = experiment;
    this.#watched = points.map(() => []);
    this.#schedule = new Schedule(points.length, replications, (point, count) =>
      replications.kind === 'fixed' ? true : isPreciseEnough(this.#watched[point].slice(0, count), replications),
    );
    this.#drain();
  }

  /** Reads new replications. A damaged one counts as missing and is replaced when it is simulated again. */
  async take(onCell: (cell: GatheredCell) => void = () => {}): Promise<void> {
    const cells = cellsFolder(this.folder);
    const there = new Set(await readdir(cells).catch((): string[] => []));
    for (let isNew = true; isNew; ) {
      isNew = false;
      const missing: CellPlace[] = [];
      for (const place of this.#missing) {
        const summary = there.has(fileOf(this.nameOf(place))) ? await this.#read(cells, place) : undefined;
        if (!summary) {
          missing.push(place);
          continue;
        }
        isNew = true;
        this.#finish(place, summary);
        onCell({ place, summary });
      }
      this.#missing = missing;
      this.#drain();
    }
  }

  /** Replications that are known to be needed and are missing. */
  get missing(): readonly CellPlace[] {
    return this.#missing;
  }

  get isComplete(): boolean {
    return this.#missing.length === 0;
  }

  /** Numbers of collected replications, and of those known to be needed. */
  get done(): number {
    return this.#done;
  }

  get expected(): number {
    return this.#schedule.expected;
  }

  /** Replications of each point without gaps. */
  counts(): number[] {
    return this.#schedule.counts();
  }

  nameOf(place: CellPlace): string {
    const key = `${place.point}/${place.replication}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = cellName(requestOf(this.experiment, place), ENGINE_VERSION);
    this.#names.set(key, name);
    return name;
  }

  #finish(place: CellPlace, summary: CellSummary): void {
    const { replications, points } = this.experiment;
    this.#done++;
    this.#names.delete(`${place.point}/${place.replication}`);
    if (replications.kind === 'until')
      this.#watched[place.point][place.replication] = quantityValue(
        replications.statistic,
        figuresOf({ summary, scenario: points[place.point].scenario }),
      );
    this.#schedule.finished(place);
  }

  #drain(): void {
    for (let place = this.#schedule.next(); place; place = this.#schedule.next()) this.#missing.push(place);
  }

  async #read(cells: string, place: CellPlace): Promise<CellSummary | undefined> {
    const found = await findCell(cells, this.nameOf(place), this.decode);
    return found.kind === 'whole' ? found.summary : undefined;
  }
}

function fileOf(name: string): string {
  return cellPath('', name);
}
