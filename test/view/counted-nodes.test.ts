import { describe, expect, test } from 'vitest';
import { summarise } from '../../engine/measurement/summary.js';
import { type Recording, type Results, recordingOf } from '../../engine/model/results.js';
import { delayText } from '../../server/cli/results/delay-text.js';
import { countedNodes } from '../../server/view/counted-nodes.js';
import { runFigures } from '../../server/view/run-figures.js';
import { plainOutput } from '../cli/plain-output.js';
import { baselineScenario, syntheticResults } from './synthetic-results.js';

const scenario = baselineScenario({ seconds: 120, nodes: 8, managementNodes: 4 });

/** Reduces the number of measured validators from the second configuration block on, as when twins remove some. */
function fewerLater(results: Results, validators: number): Recording {
  const { configuration, rank, counted } = results.tables.delays.columns;
  if (configuration.type !== 'number' || rank.type !== 'number' || counted.type !== 'number')
    throw new Error('no table');
  counted.values.forEach((_, row) => {
    if (configuration.values[row] > 1) counted.values[row] = rank.values[row] <= validators ? 1 : 0;
  });
  return recordingOf(results);
}

describe('the number of measured validators', () => {
  const allAlong = recordingOf(syntheticResults(scenario));
  const text = (recording: Recording) =>
    delayText(runFigures(recording, scenario), summarise(recording, scenario), plainOutput())[0];

  test('is that of the record, also if twins switch validators', () => {
    expect(countedNodes(allAlong)).toEqual({ least: 5, most: 5 });
    expect(countedNodes(fewerLater(syntheticResults(scenario), 3))).toEqual({ least: 3, most: 5 });
  });

  test('is shown above the delays on a terminal', () => {
    expect(text(allAlong)).toContain('on the fastest 5 of 8 nodes');
    expect(text(fewerLater(syntheticResults(scenario), 3))).toContain('on the fastest 3 to 5 of 8 nodes');
  });
});
