import { durationText } from '../../../engine/model/duration-text.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { terminalText } from '../../protocol/plain-text.js';
import type { Summary } from '../../runs/summary.js';
import type { RunFigures } from '../../view/run-figures.js';
import { figureText } from '../quantity-text.js';
import type { Output } from '../terminal.js';
import { blockTimeText } from './block-time-text.js';
import { culpritsText } from './culprits-text.js';
import { delayText } from './delay-text.js';
import { learntText, lookAheadText } from './deliberation-text.js';
import { primaryText } from './primary-text.js';
import { switchesText } from './switches-text.js';
import { trafficText } from './traffic-text.js';
import { violationsText } from './violations-text.js';

/** The results of a run for a terminal, in the order of Section 3 of the paper. Ends with a line end. */
export function resultsText(
  figures: RunFigures,
  summary: Summary,
  scenario: Scenario,
  wallSeconds: number,
  output: Output,
): string {
  const { metrics, violations } = summary;
  const sections = [
    [heading(summary, scenario, wallSeconds, output)],
    delayText(figures, metrics, output),
    blockTimeText(figures, metrics, output),
    primaryText(figures, summary, output),
    figures.standstills.map((message) => output.colours.yellow(message)),
    switchesText(figures, summary.complete, output),
    lookAheadText(figures.story, metrics, output),
    learntText(figures.learnt, output),
    trafficText(figures.traffic, output),
    culpritsText(summary.culprits ?? [], output),
    violationsText(violations, output),
  ];
  return `\n${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n\n`;
}

function heading(summary: Summary, scenario: Scenario, wallSeconds: number, { colours }: Output): string {
  const simulated = summary.complete
    ? `${durationText(scenario.duration)} simulated`
    : `stopped after ${durationText(summary.simulatedSeconds)} of ${durationText(scenario.duration)}`;
  const warmup = summary.warmup > 0 ? `, the first ${durationText(summary.warmup)} not measured` : '';
  const pace = wallSeconds > 0 ? `, ${figureText(summary.simulatedSeconds / wallSeconds)} times real time` : '';
  return (
    colours.bold(terminalText(scenario.name)) +
    colours.dim(`  seed ${scenario.seed}, ${simulated} in ${durationText(wallSeconds)}${pace}${warmup}`)
  );
}
