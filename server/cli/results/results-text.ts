import { summarise } from '../../../engine/measurement/summary.js';
import type { Results } from '../../../engine/model/results.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { figureText, spanText } from '../quantity-text.js';
import { type Output, printable } from '../terminal.js';
import { blockTimeText } from './block-time-text.js';
import { delayText } from './delay-text.js';
import { primaryText } from './primary-text.js';
import { switchesText } from './switches-text.js';
import { trafficText } from './traffic-text.js';

/** The results of a run for a terminal, in the order of Section 3 of the paper. Ends with a line end. */
export function resultsText(results: Results, scenario: Scenario, wallSeconds: number, output: Output): string {
  const metrics = summarise(results, scenario);
  const sections = [
    [heading(results, scenario, wallSeconds, output)],
    delayText(metrics, scenario, output),
    blockTimeText(results, metrics, output),
    primaryText(results, metrics, output),
    switchesText(results, scenario, output),
    trafficText(results, output),
    ...results.violations.map(({ message }) => [output.colours.red(`broken: ${printable(message)}`)]),
  ];
  return `\n${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n\n`;
}

function heading(results: Results, scenario: Scenario, wallSeconds: number, { colours }: Output): string {
  const simulated = results.complete
    ? `${spanText(scenario.duration)} simulated`
    : `stopped after ${spanText(results.simulatedSeconds)} of ${spanText(scenario.duration)}`;
  const warmup = results.warmup > 0 ? `, the first ${spanText(results.warmup)} not measured` : '';
  const pace = wallSeconds > 0 ? `, ${figureText(results.simulatedSeconds / wallSeconds)} times real time` : '';
  return (
    colours.bold(printable(scenario.name)) +
    colours.dim(`  seed ${scenario.seed}, ${simulated} in ${spanText(wallSeconds)}${pace}${warmup}`)
  );
}
