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

/** A cell that is on the disk. */
export interface GatheredCell {
  place: CellPlace;
  summary: CellSummary;
}

/**
 * Takes the cells of an experiment as others put them into its folder. What is needed follows from the cells alone, as in a
 * sweep on one machine, so that both end with the same.
 */
export class Gathering {
  readonly #schedule: Schedule;
  readonly #watched: number[][];
  /** Needed, and not on the disk when it was looked. */
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

  /** Takes what is new. A damaged cell counts as missing: whoever simulates it replaces it. */
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

  /** Cells that are known to be needed and are not there. */
  get missing(): readonly CellPlace[] {
    return this.#missing;
  }

  get isComplete(): boolean {
    return this.#missing.length === 0;
  }

  /** Cells that were taken, and those that are known to be needed, taken ones included. */
  get done(): number {
    return this.#done;
  }

  get expected(): number {
    return this.#schedule.expected;
  }

  /** Replications that each point has, without gaps. */
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
