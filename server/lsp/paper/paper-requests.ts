import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { URI } from 'langium';
import { defaultJobs } from '../../experiments/index.js';
import { paperExperiments } from '../../paper/experiments.js';
import { QUICK } from '../../paper/extent.js';
import type { PaperNews, PaperWork } from '../../paper/paper-worker.js';
import type { ReproductionProgress } from '../../paper/reproduce.js';
import type { PaperAnswer, PaperOrder, PaperProgress, PaperRequests } from '../../protocol/paper.js';
import { Pace } from '../experiments/pace.js';
import type { RunConnection } from '../runs/run-requests.js';
import type { EditorFolders } from '../runs/stores.js';

const PROGRESS_EVERY = 200;

/** The bundle of `paper-worker.ts`, and the examples, where the extension has them. */
const WORKER = () => new URL('./paper-worker.cjs', import.meta.url);
const EXAMPLES = () => fileURLToPath(new URL('../examples/', import.meta.url));

type Handlers = {
  [Method in keyof PaperRequests]: (
    params: PaperRequests[Method]['params'],
  ) => Promise<PaperRequests[Method]['result']>;
};

/** Answers what `server/protocol/paper.ts` lists. What it returns has to be stopped in the end. */
export function answerPaperRequests(connection: RunConnection, folders: EditorFolders): { stopAll(): Promise<void> } {
  let going: Promise<PaperAnswer> | undefined;
  let abortion = new AbortController();
  const tell = (progress: PaperProgress) => {
    connection.sendNotification('twinchain/paperProgress', progress).catch(() => {});
  };
  const stop = async () => {
    abortion.abort();
    await going;
  };
  const reproduce = async (order: PaperOrder): Promise<PaperAnswer> => {
    const work = await workOf(order, folders);
    if (abortion.signal.aborted) return { kind: 'stopped' };
    const worker = new Worker(WORKER(), { workerData: work });
    abortion.signal.addEventListener('abort', () => worker.postMessage('stop'));
    return outcomeOf(worker, work.page, tell);
  };

  const handlers: Handlers = {
    'twinchain/reproducePaper': async (order) => {
      if (going) return { kind: 'failed', message: 'The figures of the paper are being reproduced already.' };
      abortion = new AbortController();
      going = reproduce(order);
      return going.finally(() => {
        going = undefined;
      });
    },
    'twinchain/stopPaper': async () => {
      await stop();
      return null;
    },
  };
  for (const [method, handler] of Object.entries(handlers)) connection.onRequest(method, handler);
  return { stopAll: stop };
}

/** In the first folder that is open, where `npm run paper` keeps its replications as well; else in the editor's own. */
async function workOf({ extent: asked, threads }: PaperOrder, folders: EditorFolders): Promise<PaperWork> {
  const [first] = folders.workspace();
  const home = first === undefined ? folders.globalStorage() : URI.parse(first).fsPath;
  const folder = join(home, '.twinchain', 'paper');
  const extent = asked === 'quick' ? QUICK : {};
  return {
    experiments: await paperExperiments(EXAMPLES(), extent),
    cells: folder,
    page: join(folder, asked === 'quick' ? 'quick-look.md' : 'figures.md'),
    extent,
    jobs: threads > 0 ? threads : defaultJobs(),
  };
}

function outcomeOf(worker: Worker, page: string, tell: (progress: PaperProgress) => void): Promise<PaperAnswer> {
  let latest: ReproductionProgress | undefined;
  let began: Beginning | undefined;
  const pace = new Pace(PROGRESS_EVERY, () => latest && tell(progressOf(latest, began)));
  return new Promise<PaperAnswer>((resolve) => {
    worker.on('message', (news: PaperNews) => {
      switch (news.type) {
        case 'progress':
          latest = news.progress;
          // What was on the disk tells nothing about the speed.
          if (latest.cellsDone > latest.cellsFound) began ??= { at: performance.now(), done: panelsDone(latest) };
          return pace.ask();
        case 'ended':
          return resolve(news.complete ? { kind: 'written', page } : { kind: 'stopped' });
        case 'failed':
          return resolve({ kind: 'failed', message: news.message });
      }
    });
    worker.on('error', (error) => resolve({ kind: 'failed', message: error.message }));
    worker.on('exit', () => resolve({ kind: 'stopped' }));
  }).finally(() => pace.end());
}

/** When the first replication was simulated, and how many panels were finished then. */
interface Beginning {
  at: number;
  done: number;
}

/** With the part of the one that goes on. */
function panelsDone({ panelsDone: whole, cellsDone, cellsExpected }: ReproductionProgress): number {
  return whole + cellsDone / cellsExpected;
}

/** Panels that are worked on before there is an estimate. */
const ENOUGH_FOR_ESTIMATE = 0.3;

function progressOf(progress: ReproductionProgress, began: Beginning | undefined): PaperProgress {
  const { setting, panel, panels, cellsDone, cellsExpected } = progress;
  const done = panelsDone(progress);
  const simulated = began === undefined ? 0 : done - began.done;
  const seconds = began === undefined ? 0 : (performance.now() - began.at) / 1000;
  return {
    panelsDone: progress.panelsDone,
    panels,
    panel: `${panel.title}, ${setting.title.charAt(0).toLowerCase()}${setting.title.slice(1)}`,
    cellsDone,
    cellsExpected,
    secondsLeft: simulated < ENOUGH_FOR_ESTIMATE ? null : (seconds / simulated) * (panels - done),
  };
}
