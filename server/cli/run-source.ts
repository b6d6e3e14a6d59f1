import type { Scenario } from '../../engine/model/scenario.js';
import type { Manifest } from '../runs/manifest.js';
import { usageFailure } from './command-failure.js';
import type { Problem } from './problem.js';
import type { PlacedExpectation } from './scenario-file.js';

/** The scenario to run, and its origin. */
export interface RunSource {
  scenario: Scenario;
  /** Warnings about it. */
  problems: readonly Problem[];
  workspace: string;
  /** The expectations of the scenario; a manifest has none. */
  expectations?: readonly PlacedExpectation[];
  /** Present for a `.twin` file. */
  file?: string;
  /** Present for a repeat, which must give the same bytes. */
  original?: Manifest;
  /** Present for a run that was stopped. */
  stopAfterEvents?: number;
}

export interface RunArguments {
  file: string;
  scenario?: string;
  seed?: number;
  /** `path=value` each. */
  settings: readonly string[];
}

/**
 * Checks settings against `--seed`.
 * @throws CommandFailure if one of them sets the seed as well
 */
export function seedMustBeSetOnce(settings: readonly string[]): void {
  if (settings.some((setting) => /^\s*seed\s*=/.test(setting)))
    throw usageFailure('usage/seed-twice', 'Both `--seed` and `--set seed=…` set the seed.', 'Give one of them.');
}
