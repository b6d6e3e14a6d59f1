import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import type { PaperWorkerInput, PaperWorkerMessage } from '../paper/paper-worker.js';
import type { ReproductionProgress } from '../paper/reproduce.js';
import type { PaperAnswer, PaperPanel, PaperProgress } from '../protocol/paper.js';
import { Throttle } from './throttle.js';

const PROGRESS_EVERY = 200;

/** The bundle of `paper-worker.ts`, beside the bundle that this module becomes a part of. */
const WORKER = () => new URL('./paper-worker.cjs', import.meta.url);

/** The listener of the reproduction. */
export interface PaperListener {
  progress(progress: PaperProgress): void;
  panel(panel: PaperPanel): void;
}

interface Going {
  page: string;
  answer: Promise<PaperAnswer>;
  worker: Worker;
}

/** The reproduction of the paper's figures, one at a time, in a thread of its own. */
export class PaperService {
  #going: Going | undefined;

  constructor(private readonly listener: PaperListener) {}

  get isActive(): boolean {
    return this.#going !== undefined;
  }

  /** Starts the reproduction, or waits for the same one if it is already running. */
  async reproduce(work: PaperWorkerInput): Promise<PaperAnswer> {
    if (this.#going?.page === work.page) return this.#going.answer;
    if (this.#going)
      return {
        kind: 'failed',
        message: l10n.t('Other figures of the paper are being reproduced already. Stop that first.'),
      };
    // Not a pool of `workerpool`, because this thread has its own pool of simulating threads, which it must end before
    // it ends.
    const worker = new Worker(WORKER(), { workerData: work });
    const answer = outcomeOf(worker, work.page, this.listener).finally(() => {
      this.#going = undefined;
    });
    this.#going = { page: work.page, answer, worker };
    return answer;
  }

  /** Stops it within a second; finished replications are kept. */
  async stopAll(): Promise<void> {
    this.#going?.worker.postMessage('stop');
    await this.#going?.answer;
  }
}

function outcomeOf(worker: Worker, page: string, listener: PaperListener): Promise<PaperAnswer> {
  let latest: ReproductionProgress | undefined;
  let began: Beginning | undefined;
  const pace = new Throttle(PROGRESS_EVERY, () => latest && listener.progress(progressOf(latest, began)));
  return new Promise<PaperAnswer>((resolve) => {
    worker.on('message', (news: PaperWorkerMessage) => {
      switch (news.type) {
        case 'progress':
          latest = news.progress;
          // Replications read from the disk say nothing about the speed.
          if (latest.cellsDone > latest.cellsFound) began ??= { at: performance.now(), done: panelsDone(latest) };
          return pace.ask();
        case 'panel':
          return listener.panel(news.panel);
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

/** Includes the finished part of the running panel. */
function panelsDone({ panelsDone: whole, cellsDone, cellsExpected }: ReproductionProgress): number {
  return whole + cellsDone / cellsExpected;
}

/** Panels that must be processed before there is an estimate. */
const ENOUGH_FOR_ESTIMATE = 0.3;

function progressOf(progress: ReproductionProgress, began: Beginning | undefined): PaperProgress {
  const { setting, panel, panels, cellsDone, cellsExpected } = progress;
  const done = panelsDone(progress);
  const simulated = began === undefined ? 0 : done - began.done;
  const seconds = began === undefined ? 0 : (performance.now() - began.at) / 1000;
  return {
    panelsDone: progress.panelsDone,
    panels,
    panel: `${l10n.t(panel.title)}, ${l10n.t(setting.short)}`,
    cellsDone,
    cellsExpected,
    secondsLeft: simulated < ENOUGH_FOR_ESTIMATE ? null : (seconds / simulated) * (panels - done),
  };
}
