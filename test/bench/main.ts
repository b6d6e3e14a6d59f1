// Entry point of `npm run bench`. Without an argument it runs everything; `-- engine`, `-- protocols`, `-- parts`, `--
// faults`, `-- baseline`, `-- peers`, `-- policies`, `-- lsp` or `-- window` runs one part.
import { baselineTable, growthTable, instead, protocolTable } from './engine.js';
import { type EngineCase, runEngineCase, runRecordingCase } from './engine-case.js';
import { type FaultCase, faultTable, runFaultCase } from './faults.js';
import { lspBenchmark, sharedTopologyBenchmark } from './lsp.js';
import { partTable, runPartCase } from './parts.js';
import { type PolicyCase, policyTable, runPolicyCase } from './policies.js';
import { startTable } from './starts.js';
import { yardstick } from './yardstick.js';

const PARTS: Readonly<Record<string, { title: string; table: () => string | Promise<string> }>> = {
  engine: {
    title: 'The engine, by number of nodes; and a primary that begins from a condition',
    table: () => `${growthTable()}\n\n${startTable()}`,
  },
  protocols: { title: 'The protocols, 32 nodes', table: protocolTable },
  parts: { title: 'Where the time of a copy goes', table: partTable },
  faults: { title: 'Cost of faults', table: faultTable },
  baseline: { title: "One hour of the paper's baseline", table: baselineTable },
  peers: { title: 'Compared with other simulators', table: instead },
  policies: { title: 'Cost of observing and voting', table: policyTable },
  lsp: {
    title: 'The language server',
    table: async () =>
      [await lspBenchmark(1000), await lspBenchmark(5000), await sharedTopologyBenchmark(5000)].join('\n\n'),
  },
  window: {
    title: 'The extension in a real window',
    // Parts that drive a browser are loaded on demand, so that their memory is not counted in other cases.
    table: async () => (await import('./window.js')).windowBenchmark(),
  },
};

async function main(part: string | undefined, argument: string): Promise<void> {
  if (part === 'case') {
    process.stdout.write(JSON.stringify(await runEngineCase(JSON.parse(argument) as EngineCase)));
  } else if (part === 'recording') {
    process.stdout.write(JSON.stringify(await runRecordingCase(JSON.parse(argument) as EngineCase['dissemination'])));
  } else if (part === 'policy') {
    process.stdout.write(JSON.stringify(await runPolicyCase(JSON.parse(argument) as PolicyCase)));
  } else if (part === 'fault') {
    process.stdout.write(JSON.stringify(await runFaultCase(JSON.parse(argument) as FaultCase)));
  } else if (part === 'part') {
    process.stdout.write(JSON.stringify(await runPartCase(JSON.parse(argument) as string)));
  } else if (part && !PARTS[part]) {
    console.error(`There is no benchmark '${part}'. There are: ${Object.keys(PARTS).join(', ')}.`);
    process.exitCode = 2;
  } else {
    console.log(
      `Y = ${yardstick().toFixed(0)} ns: a pop and a push on a plain heap of 1,600 entries, measured anew beside`,
    );
    console.log(`every case. Node.js ${process.version}`);
    const chosen = part ? [PARTS[part]] : Object.values(PARTS);
    for (const { title, table } of chosen) console.log(`\n${title}\n\n${await table()}`);
  }
}

main(process.argv[2], process.argv[3]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
