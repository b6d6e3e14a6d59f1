import { Simulation } from '../../engine/simulation.js';
import type { Choices } from '../../engine/twins/twins.js';
import { type Cell, type CellRequest, cellOf } from './cell.js';
import { twinFiguresOf } from './twin-figures.js';

/** One replication of one point, from its start to its end. @throws LimitExceeded if the run exceeds a limit */
export function simulateCell(request: CellRequest): Cell {
  const { scenario, replication, watchesTwins } = request;
  const choices: Choices[] = [];
  const compareChoices = watchesTwins ? (told: Choices) => choices.push(told) : undefined;
  const simulation = new Simulation(scenario, { replication, compareChoices });
  simulation.advance(Number.POSITIVE_INFINITY);
  const results = simulation.results();
  return cellOf(results, request, watchesTwins && twinFiguresOf(results, scenario, choices));
}
