import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { scenarioHash } from '../runs/manifest.js';
import type { Case } from './cases.js';
import { type Figures, simulate } from './figures.js';

/** Grows with what {@link Figures} holds. */
const FORMAT = 2;

/** Figures of cases that were simulated already, one small file for each replication, whole or not there. */
export class KeptFigures {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  has(one: Case, replication: number): boolean {
    return existsSync(this.#file(one, replication));
  }

  /** What was kept, or what a simulation gives now. */
  of(one: Case, replication: number): Figures {
    const file = this.#file(one, replication);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Figures;
    const figures = simulate(one, replication);
    writeFileSync(`${file}.partial`, JSON.stringify(figures));
    renameSync(`${file}.partial`, file);
    return figures;
  }

  /** Another engine, another scenario or other luck is another file. */
  #file({ id, scenario }: Case, replication: number): string {
    const name = `${id}-${replication}-${FORMAT}-${ENGINE_VERSION}-${scenarioHash(scenario).slice(0, 12)}.json`;
    return join(this.#folder, name);
  }
}
