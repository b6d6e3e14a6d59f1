import { basename } from 'node:path';
import { didYouMean, nearest } from '../../language/index.js';
import { CommandFailure, usageFailure } from './command-failure.js';
import { EXIT } from './exit-codes.js';
import { hasErrors } from './problem.js';
import { type RunArguments, type RunSource, seedMustBeSetOnce } from './run-source.js';
import { type OpenLanguage, openScenarioFile, type ScenarioFile } from './scenario-file.js';
import { workspaceOf } from './workspace.js';

/**
 * Reads the scenario to run from a `.twin` file.
 * @throws CommandFailure if the file has errors, or it is unclear what to run
 */
export async function fromScenarioFile(
  { file, scenario, seed, settings }: RunArguments,
  openLanguage?: OpenLanguage,
): Promise<RunSource> {
  const workspace = workspaceOf(file);
  const opened = await openScenarioFile(file, workspace, openLanguage);
  const name = chosenScenario(opened, file, scenario);
  if (seed !== undefined) seedMustBeSetOnce(settings);
  const everySetting = seed === undefined ? settings : [...settings, `seed=${seed}`];
  const lowered = await opened.lower(name, everySetting);
  if (!lowered.scenario) throw new CommandFailure(EXIT.wrong, lowered.problems);
  return {
    scenario: lowered.scenario,
    problems: lowered.problems,
    workspace,
    file,
    expectations: opened.expectations(name),
  };
}

function chosenScenario(opened: ScenarioFile, file: string, asked: string | undefined): string {
  const { scenarios, imported, problems } = opened;
  // Errors in the file may be why there is no such scenario.
  const isThere = asked === undefined ? scenarios.length === 1 : scenarios.includes(asked);
  if (!isThere && hasErrors(problems)) throw new CommandFailure(EXIT.wrong, problems);
  const shown = `"${basename(file)}"`;
  if (scenarios.length === 0) {
    throw usageFailure(
      'usage/no-scenario',
      `${shown} has no scenario to run.`,
      imported.length > 0
        ? `It only has what it imports itself; run ${imported.map((other) => `"${other}"`).join(' or ')}, or extend a scenario of it here.`
        : 'A scenario looks like this: scenario Name { topology: T  duration: 1h }',
    );
  }
  const list = scenarios.join(', ');
  if (asked === undefined) {
    if (scenarios.length === 1) return scenarios[0];
    throw usageFailure(
      'usage/scenario-needed',
      `${shown} has ${scenarios.length} scenarios: ${list}.`,
      `Say which one: twinchain run ${file} ${scenarios[0]}`,
    );
  }
  if (scenarios.includes(asked)) return asked;
  const suggestion = nearest(asked, scenarios);
  throw usageFailure(
    'usage/unknown-scenario',
    `${shown} has no scenario \`${asked}\`.`,
    suggestion.length > 0
      ? didYouMean(suggestion).trim()
      : `It has ${scenarios.length === 1 ? 'only' : `${scenarios.length}:`} ${list}.`,
  );
}
