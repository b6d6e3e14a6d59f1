import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../../engine/model/scenario.js';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { scenarioHash } from '../runs/manifest.js';

/** What figures are of: a scenario under a name that may be part of a file name. */
interface Named {
  id: string;
  scenario: Scenario;
}

/** Figures of cases that were simulated already, one small file for each replication, whole or not there. */
export class KeptFigures<Case extends Named, Figures> {
  readonly #folder: string;
  readonly #format: number;
  readonly #simulate: (one: Case, replication: number) => Figures;

  /** @param format grows with what the figures hold */
  constructor(folder: string, format: number, simulate: (one: Case, replication: number) => Figures) {
    this.#folder = folder;
    this.#format = format;
    this.#simulate = simulate;
    mkdirSync(folder, { recursive: true });
  }

  has(one: Case, replication: number): boolean {
    return existsSync(this.#file(one, replication));
  }

  /** What was kept, or what a simulation gives now. */
  of(one: Case, replication: number): Figures {
    const file = this.#file(one, replication);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Figures;
    const figures = this.#simulate(one, replication);
    writeFileSync(`${file}.partial`, JSON.stringify(figures));
    renameSync(`${file}.partial`, file);
    return figures;
  }

  /** Another engine, another scenario or other random numbers is another file. */
  #file({ id, scenario }: Named, replication: number): string {
    const name = `${id}-${replication}-${this.#format}-${ENGINE_VERSION}-${scenarioHash(scenario).slice(0, 12)}.json`;
    return join(this.#folder, name);
  }
}
