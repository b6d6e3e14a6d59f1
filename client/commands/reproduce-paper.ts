import os from 'node:os';
import { type CancellationToken, commands, type Disposable, ProgressLocation, Uri, window } from 'vscode';
import { ErrorCodes, type LanguageClient, ResponseError, State } from 'vscode-languageclient/node';
import type { PaperAnswer, PaperExtent, PaperOrder, PaperProgress } from '../../server/protocol/paper.js';
import { duration } from '../../server/protocol/quantities.js';
import { copyExamples } from '../examples/examples.js';
import { threads } from '../experiments/experiments.js';
import { tellError, tellInformation } from '../notifications.js';
import { textColumn } from '../scenarios/text-column.js';

/** Real seconds that it takes on one processor of 2020, to say how long it will be. */
const SECONDS_ALONE: Readonly<Record<PaperExtent, number>> = { quick: 110, full: 75 * 60 };
const FIGURES = 'figures.twin';

/** Twinchain: Reproduce the Paper: every panel of Figures 4 and 5, and a page about what came out. */
export function reproducePaper(client: LanguageClient, extension: Uri, home: Uri): Disposable {
  return commands.registerCommand('twinchain.reproducePaper', async () => {
    const extent = await chooseExtent();
    if (!extent) return;
    const examples = await copyExamples(extension, home);
    await window.showTextDocument(Uri.joinPath(examples, FIGURES), { viewColumn: textColumn(), preview: false });
    const answer = await reproduce(client, { extent, threads: threads() });
    switch (answer.kind) {
      case 'written':
        await commands.executeCommand('markdown.showPreview', Uri.file(answer.page));
        return;
      case 'stopped':
        tellInformation('The reproduction was stopped. What is finished is kept: the same command goes on from there.');
        return;
      case 'failed':
        void tellError(`The figures of the paper could not be reproduced: ${answer.message}`);
    }
  });
}

async function chooseExtent(): Promise<PaperExtent | undefined> {
  const processors = threads() || os.availableParallelism();
  const where = processors === 1 ? 'on one processor' : `on ${processors} processors`;
  const time = (extent: PaperExtent) => duration(roundedUp(SECONDS_ALONE[extent] / processors));
  const items = [
    {
      label: 'Quick look',
      description: `about ${time('quick')} ${where}`,
      detail: 'Five replications of five minutes at every point: enough to see the shapes, too little for most claims.',
      extent: 'quick' as const,
    },
    {
      label: 'Full reproduction',
      description: `about ${time('full')} ${where}`,
      detail:
        'Ten replications of one hour and more, as in the paper. What is finished is kept whenever it is stopped.',
      extent: 'full' as const,
    },
  ];
  const chosen = await window.showQuickPick(items, {
    title: 'Reproduce Figures 4 and 5 of the Paper',
    placeHolder: 'How much is to be simulated?',
  });
  return chosen?.extent;
}

/** To half minutes, and to whole ones from five on: an estimate is no promise. */
function roundedUp(seconds: number): number {
  const step = seconds < 300 ? 30 : 60;
  return Math.max(step, Math.ceil(seconds / step) * step);
}

async function reproduce(client: LanguageClient, order: PaperOrder): Promise<PaperAnswer> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title: 'Figures of the paper', cancellable: true },
    async (notification, token) => {
      let shown = 0;
      const parts = [
        token.onCancellationRequested(() => client.sendRequest('twinchain/stopPaper', {}).catch(() => {})),
        client.onNotification('twinchain/paperProgress', (progress: PaperProgress) => {
          const done = progress.panelsDone + progress.cellsDone / progress.cellsExpected;
          const percent = (100 * done) / progress.panels;
          notification.report({ message: paperText(progress), increment: percent - shown });
          shown = percent;
        }),
      ];
      try {
        return await answerTo(client, order, token);
      } finally {
        for (const part of parts) part.dispose();
      }
    },
  );
}

/** The answer, of another language server where the one that was asked has ended: the reproduction goes on meanwhile. */
async function answerTo(client: LanguageClient, order: PaperOrder, token: CancellationToken): Promise<PaperAnswer> {
  for (;;) {
    try {
      const answer: PaperAnswer = await client.sendRequest('twinchain/reproducePaper', order);
      return answer;
    } catch (error) {
      if (error instanceof ResponseError && error.code !== ErrorCodes.PendingResponseRejected)
        return { kind: 'failed', message: `${error.message} What is finished is kept.` };
      if (!(await isBack(client, token))) return { kind: 'stopped' };
    }
  }
}

/** Waits until there is a language server again; false where the user does not want to wait. */
function isBack(client: LanguageClient, token: CancellationToken): Promise<boolean> {
  return new Promise((resolve) => {
    const parts = [
      token.onCancellationRequested(() => end(false)),
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) end(true);
      }),
    ];
    const end = (back: boolean) => {
      for (const part of parts) part.dispose();
      resolve(back);
    };
    if (token.isCancellationRequested) end(false);
  });
}

/** `panel 3 of 10 (Mean bandwidth of links, our defaults) · 12 of 30 replications · 2 min left` */
function paperText({ panelsDone, panels, panel, cellsDone, cellsExpected, secondsLeft }: PaperProgress): string {
  const parts = [
    `panel ${panelsDone + 1} of ${panels} (${panel})`,
    `${cellsDone} of ${cellsExpected} replications`,
    ...(secondsLeft === null ? [] : [`${duration(Math.max(1, Math.round(secondsLeft)))} left`]),
  ];
  return parts.join(' · ');
}
