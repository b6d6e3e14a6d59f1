// `npm run paper`: reproduces Figures 4 and 5, and writes docs/paper.md with what came out.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultJobs } from '../experiments/index.js';
import { paperExperiments } from './experiments.js';
import type { Extent } from './extent.js';
import { reproduce } from './reproduce.js';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string' },
    /** A fixed number instead of what the experiments say: for a quick look. */
    replications: { type: 'string' },
    /** Folder for the replications, which a later call goes on with. */
    cells: { type: 'string', default: '.twinchain/paper' },
  },
});

let line = '';
const extent: Extent = values.replications === undefined ? {} : { replications: Number(values.replications) };
await reproduce({
  experiments: await paperExperiments(resolve('examples'), extent),
  cells: values.cells,
  page: resolve('docs/paper.md'),
  manual: 'experiments.md',
  extent,
  jobs: values.jobs === undefined ? defaultJobs() : Number(values.jobs),
  bundle: pathToFileURL(resolve('dist/cell-worker.cjs')),
  onProgress: ({ setting, panel, cellsDone, cellsExpected }) => {
    const head = `${setting.id} ${panel.experiment}`;
    if (line !== '' && line !== head) process.stdout.write('\n');
    line = head;
    process.stdout.write(`\r${head}: ${cellsDone} of ${cellsExpected} replications  `);
  },
});
process.stdout.write('\ndocs/paper.md written\n');
