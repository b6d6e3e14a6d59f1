import os from 'node:os';
import { commands, type Disposable, l10n, Uri, window } from 'vscode';
import type { PaperExtent } from '../../server/protocol/paper.js';
import { duration } from '../../server/protocol/quantities.js';
import { copyExamples, findInWorkspace } from '../examples/examples.js';
import { threads } from '../experiments/experiments.js';
import type { Presenter } from '../panel/presenter.js';
import type { Reproduction } from '../paper/reproduction.js';
import { textColumn } from '../scenarios/text-column.js';

/** Seconds that the reproduction takes on one processor of 2020, for an estimate before it starts. */
const SECONDS_ALONE: Readonly<Record<PaperExtent, number>> = { quick: 110, full: 75 * 60 };
const FIGURES = 'figures.twin';

/**
 * Twinchain: Reproduce the Paper: every panel of Figures 4 and 5, in the panel, where claims and plots fill in, and at the
 * end as a page.
 * @param home folder of the editor in which examples can be changed
 */
export function reproducePaper(
  reproduction: Reproduction,
  presenter: Presenter,
  extension: Uri,
  home: Uri,
): Disposable {
  return commands.registerCommand('twinchain.reproducePaper', async () => {
    // One is running already, or is finished: there is nothing to choose.
    if (reproduction.active.length > 0) return presenter.showPaper();
    const extent = await chooseExtent();
    if (!extent) return;
    const text = (await findInWorkspace(FIGURES)) ?? Uri.joinPath(await copyExamples(extension, home), FIGURES);
    await window.showTextDocument(text, { viewColumn: textColumn(), preview: false });
    await reproduction.start(extent);
    presenter.showPaper();
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

/** Rounds to half minutes, and from five minutes on to whole ones: more digits would promise too much. */
function roundedUp(seconds: number): number {
  const step = seconds < 300 ? 30 : 60;
  return Math.max(step, Math.ceil(seconds / step) * step);
}
