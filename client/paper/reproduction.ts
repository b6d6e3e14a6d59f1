import { commands, Disposable, EventEmitter, l10n, Uri } from 'vscode';
import type {
  PaperAnswer,
  PaperExtent,
  PaperOutline,
  PaperPanel,
  PaperProgress,
  PaperView,
} from '../../server/protocol/paper.js';
import type { ServerConnection } from '../connection/server-connection.js';
import { threads } from '../experiments/experiments.js';
import { showError, showInformation } from '../notifications.js';

/** Identifies the reproduction among what is running: there is one at a time. */
export const REPRODUCTION = 'paper';

/** A reproduction, and its latest known state. */
export interface ActiveReproduction {
  paper: PaperView;
  /** The panels, by their places in the outline. */
  panels: ReadonlyMap<number, PaperPanel>;
  /** The page that was written at the end. */
  page?: string;
}

/** How a reproduction ended. */
export interface EndedReproduction {
  problem?: string;
}

/** The reproduction of the paper's figures in this window. */
export class Reproduction extends Disposable {
  readonly #started = new EventEmitter<ActiveReproduction>();
  readonly #progressed = new EventEmitter<ActiveReproduction>();
  readonly #filled = new EventEmitter<PaperPanel>();
  readonly #finished = new EventEmitter<EndedReproduction>();
  readonly #stopping = new EventEmitter<void>();
  #current: ActiveReproduction | undefined;

  readonly onDidStart = this.#started.event;
  /** Its progress has changed. */
  readonly onDidProgress = this.#progressed.event;
  /** One of its panels has new figures. */
  readonly onDidFillPanel = this.#filled.event;
  readonly onDidFinish = this.#finished.event;

  constructor(private readonly server: ServerConnection) {
    const parts: Disposable[] = [];
    super(() => {
      for (const part of parts) part.dispose();
    });
    parts.push(
      this.#started,
      this.#progressed,
      this.#filled,
      this.#finished,
      this.#stopping,
      server.onNotification('twinchain/paperProgress', (progress: PaperProgress) => this.#news({ progress })),
      server.onNotification('twinchain/paperPanel', (panel: PaperPanel) => this.#fill(panel)),
    );
  }

  /** The latest reproduction of this window, running or not. */
  get current(): ActiveReproduction | undefined {
    return this.#current;
  }

  /** The running reproduction, if there is one. */
  get active(): readonly ActiveReproduction[] {
    return this.#current && isGoingOn(this.#current) ? [this.#current] : [];
  }

  /** Starts the reproduction, or resumes it. Does nothing while one is running. */
  async start(extent: PaperExtent): Promise<void> {
    if (this.active.length > 0) return;
    const outline: PaperOutline = await this.server.sendRequest('twinchain/paperOutline', { extent });
    const known = this.#current?.paper.extent === extent ? this.#current.panels : new Map();
    this.#current = { paper: { extent, state: 'running', outline, progress: null }, panels: known };
    this.#started.fire(this.#current);
    void this.#reproduce(extent);
  }

  /**
   * Restores the last reproduction after a reload, as a stopped one. Finished replications are read when it is resumed.
   */
  async recall(extent: PaperExtent): Promise<void> {
    if (this.#current) return;
    const outline: PaperOutline = await this.server.sendRequest('twinchain/paperOutline', { extent });
    this.#current ??= { paper: { extent, state: 'stopped', outline, progress: null }, panels: new Map() };
  }

  async resume(): Promise<void> {
    if (this.#current) await this.start(this.#current.paper.extent);
  }

  /** Stops it within a second; finished replications are kept. */
  async stop(): Promise<void> {
    this.#news({ state: 'stopping' });
    this.#stopping.fire();
    // A server that has ended has nothing to stop; the next one is not asked to resume.
    await this.server.sendRequest('twinchain/stopPaper', {}).catch(() => {});
  }

  /** Opens the page that was written at the end. */
  async openPage(): Promise<void> {
    const page = this.#current?.page;
    if (page === undefined) throw new Error(l10n.t('The page is written when all panels are finished.'));
    await commands.executeCommand('markdown.showPreview', Uri.file(page));
  }

  async #reproduce(extent: PaperExtent): Promise<void> {
    const answer = await this.#answer(extent);
    const current = this.#current;
    if (!current) return;
    const state = answer.kind === 'written' ? 'complete' : 'stopped';
    const page = answer.kind === 'written' ? answer.page : undefined;
    this.#current = { ...current, page, paper: { ...current.paper, state } };
    this.#progressed.fire(this.#current);
    const problem =
      answer.kind === 'failed'
        ? l10n.t('The figures of the paper could not be reproduced: {0}', answer.message)
        : undefined;
    this.#finished.fire({ problem });
    if (answer.kind === 'stopped')
      showInformation(l10n.t('The reproduction was stopped. Finished replications are kept, and you can resume it.'));
    if (problem !== undefined) void showError(problem);
  }

  /** Asks for the reproduction. If the server ends before it answers, the next server is asked. */
  async #answer(extent: PaperExtent): Promise<PaperAnswer> {
    for (;;) {
      try {
        const answer: PaperAnswer = await this.server.sendRequest('twinchain/reproducePaper', {
          extent,
          threads: threads(),
        });
        return answer;
      } catch (error) {
        if (this.server.isAnswer(error))
          return { kind: 'failed', message: l10n.t('{0} Finished replications are kept.', error.message) };
        if (!(await this.#isBack())) return { kind: 'stopped' };
      }
    }
  }

  /** Waits until there is a language server again; false where the user does not want to wait. */
  #isBack(): Promise<boolean> {
    return new Promise((resolve) => {
      const parts = [this.#stopping.event(() => end(false)), this.server.onDidRun(() => end(true))];
      const end = (back: boolean) => {
        for (const part of parts) part.dispose();
        resolve(back);
      };
      if (this.#current?.paper.state === 'stopping') end(false);
    });
  }

  #news(news: Partial<Pick<PaperView, 'progress' | 'state'>>): void {
    if (!this.#current || !isGoingOn(this.#current)) return;
    this.#current = { ...this.#current, paper: { ...this.#current.paper, ...news } };
    this.#progressed.fire(this.#current);
  }

  #fill(panel: PaperPanel): void {
    if (!this.#current) return;
    this.#current = { ...this.#current, panels: new Map([...this.#current.panels, [panel.panel, panel]]) };
    this.#filled.fire(panel);
  }
}

function isGoingOn({ paper: { state } }: ActiveReproduction): boolean {
  return state === 'running' || state === 'stopping';
}
