import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { URI } from 'langium';
import { defaultJobs } from '../../experiments/index.js';
import { paperExperiments } from '../../paper/experiments.js';
import { type Extent, QUICK } from '../../paper/extent.js';
import type { PaperWorkerInput } from '../../paper/paper-worker.js';
import type { PaperExtent, PaperOrder, PaperRequests } from '../../protocol/paper.js';
import type { RunConnection } from '../runs/run-requests.js';
import type { Simulations } from '../simulations/simulations.js';
import type { EditorFolders } from '../workspace/editor-folders.js';

/** The examples, where the extension has them. */
const EXAMPLES = () => fileURLToPath(new URL('../examples/', import.meta.url));

const EXTENTS: Readonly<Record<PaperExtent, Extent>> = { quick: QUICK, full: {} };

type Handlers = {
  [Method in keyof PaperRequests]: (
    params: PaperRequests[Method]['params'],
  ) => Promise<PaperRequests[Method]['result']>;
};

/** Answers what `server/protocol/paper.ts` lists. */
export function answerPaperRequests(
  connection: RunConnection,
  { folders, simulations }: { folders: EditorFolders; simulations: Simulations },
): void {
  let isStopped = false;
  simulations.on('twinchain/paperProgress', (progress) => {
    connection.sendNotification('twinchain/paperProgress', progress).catch(() => {});
  });
  simulations.on('twinchain/paperPanel', (panel) => {
    connection.sendNotification('twinchain/paperPanel', panel).catch(() => {});
  });
  const handlers: Handlers = {
    'twinchain/paperOutline': async ({ extent }) => ({
      panels: (await paperExperiments(EXAMPLES(), EXTENTS[extent])).map(({ setting, panel }) => ({
        title: l10n.t(panel.title),
        setting: l10n.t(setting.short),
        claims: [
          ...panel.delays.map(({ text }) => ({ figure: 4 as const, text: l10n.t(text) })),
          ...panel.overhead.map(({ text }) => ({ figure: 5 as const, text: l10n.t(text) })),
        ],
      })),
    }),
    'twinchain/reproducePaper': async (order) => {
      isStopped = false;
      const work = await workOf(order, folders);
      return isStopped ? { kind: 'stopped' } : simulations.ask('reproducePaper', work);
    },
    'twinchain/stopPaper': async () => {
      isStopped = true;
      return simulations.ask('stopPaper', {});
    },
  };
  for (const [method, handler] of Object.entries(handlers)) connection.onRequest(method, handler);
}

/** In the first folder that is open, where `npm run paper` keeps its replications as well; else in the editor's own. */
async function workOf({ extent: asked, threads }: PaperOrder, folders: EditorFolders): Promise<PaperWorkerInput> {
  const [first] = folders.workspace();
  const home = first === undefined ? folders.globalStorage() : URI.parse(first).fsPath;
  const folder = join(home, '.twinchain', 'paper');
  const extent = EXTENTS[asked];
  return {
    experiments: await paperExperiments(EXAMPLES(), extent),
    cells: folder,
    page: join(folder, asked === 'quick' ? 'quick-look.md' : 'figures.md'),
    extent,
    jobs: threads > 0 ? threads : defaultJobs(),
  };
}
