import { startingConfiguration } from '../../engine/model/configuration.js';
import { PrimaryRun, Wiring } from '../../engine/primary-run.js';
import { baseline, worldwide } from '../engine/scenarios.js';
import { markdownTable } from './markdown-table.js';

const WARM_UP = 300;
const STARTS = 1000;

/** Cost of wiring a network once, and of starting a run on it from a condition. */
export function startTable(): string {
  const rows = [32, 128].map((nodes) => {
    const scenario = baseline({ topology: worldwide({ nodes }) });
    const configuration = startingConfiguration(scenario.primary);
    const begun = cpuMilliseconds();
    const wiring = new Wiring(scenario);
    const wired = cpuMilliseconds() - begun;
    const start = (run: number) => {
      new PrimaryRun(wiring, { height: 100, configuration }, { run, duration: 60, record: () => {} });
    };
    for (let run = 0; run < WARM_UP; run++) start(run);
    const before = cpuMilliseconds();
    for (let run = 0; run < STARTS; run++) start(run);
    const each = (cpuMilliseconds() - before) / STARTS;
    return [String(nodes), wired.toFixed(1), each.toFixed(3)];
  });
  return markdownTable(['nodes', 'CPU ms to wire once', 'CPU ms of one start'], rows);
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
