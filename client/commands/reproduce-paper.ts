import os from 'node:os';
import { type CancellationToken, commands, type Disposable, l10n, ProgressLocation, Uri, window } from 'vscode';
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
        tellInformation(l10n.t('The reproduction was stopped. What is finished is kept: the same command resumes it.'));
        return;
      case 'failed':
        void tellError(l10n.t('The figures of the paper could not be reproduced: {0}', answer.message));
    }
  });
}

async function chooseExtent(): Promise<PaperExtent | undefined> {
  const processors = threads() || os.availableParallelism();
  const about = (extent: PaperExtent) => {
    const time = duration(roundedUp(SECONDS_ALONE[extent] / processors));
    return processors === 1
      ? l10n.t('about {0} on one processor', time)
      : l10n.t('about {0} on {1} processors', time, processors);
  };
  const items = [
    {
      label: l10n.t('Quick look'),
      description: about('quick'),
      detail: l10n.t(
        'Five replications of five minutes at every point: enough to see the shapes, too little for most claims.',
      ),
      extent: 'quick' as const,
    },
    {
      label: l10n.t('Full reproduction'),
      description: about('full'),
      detail: l10n.t(
        'Ten replications of one hour and more, as in the paper. It can be stopped and resumed at any time.',
      ),
      extent: 'full' as const,
    },
  ];
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Reproduce Figures 4 and 5 of the Paper'),
    placeHolder: l10n.t('Select how much to simulate'),
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
    { location: ProgressLocation.Notification, title: l10n.t('Figures of the paper'), cancellable: true },
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
        return { kind: 'failed', message: l10n.t('{0} What is finished is kept.', error.message) };
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
    l10n.t('panel {0} of {1} ({2})', panelsDone + 1, panels, panel),
    l10n.t('{0} of {1} replications', cellsDone, cellsExpected),
    ...(secondsLeft === null ? [] : [l10n.t('{0} left', duration(Math.max(1, Math.round(secondsLeft))))]),
  ];
  return parts.join(' · ');
}
