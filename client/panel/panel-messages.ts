import {
  type FigureFormat,
  isMessageToHost,
  type MessageToHost,
  type MessageToPanel,
} from '../../server/protocol/panel.js';
import type { PanelHost } from './panel-host.js';

/**
 * Handles one message of the panel. Unknown messages are ignored: the panel may be newer or older than the extension.
 *
 * @param ready called for the panel's first message; from then on the panel receives messages
 * @returns a reply to the panel, if any
 */
export async function servePanelMessage(
  message: unknown,
  host: PanelHost,
  ready: (message: Extract<MessageToHost, { type: 'ready' }>) => Promise<MessageToPanel | undefined>,
): Promise<MessageToPanel | undefined> {
  if (!isMessageToHost(message)) return undefined;
  try {
    return await serve(message, host, ready);
  } catch (error) {
    return { type: 'notice', message: error instanceof Error ? error.message : String(error) };
  }
}

async function serve(
  message: MessageToHost,
  host: PanelHost,
  ready: (message: Extract<MessageToHost, { type: 'ready' }>) => Promise<MessageToPanel | undefined>,
): Promise<MessageToPanel | undefined> {
  switch (message.type) {
    case 'ready':
      return ready(message);
    case 'reveal':
      await host.reveal(message.run, message.origin);
      return undefined;
    case 'revealExpectation':
      await host.revealExpectation(message.run, message.expectation);
      return undefined;
    case 'runAgain':
      await host.runAgain(message.run, message.newSeed);
      return undefined;
    case 'stop':
      await host.stop(message.run);
      return undefined;
    case 'compare':
      await host.compare(message.runs);
      return undefined;
    case 'baseline':
      await host.showTogether(message.runs);
      return undefined;
    case 'show':
      await host.show(message.run);
      return undefined;
    case 'exportData':
      await host.exportData(message.runs, message.format);
      return undefined;
    case 'stopExperiment':
      await host.stopExperiment(message.experiment);
      return undefined;
    case 'resumeExperiment':
      await host.resumeExperiment(message.experiment);
      return undefined;
    case 'revealExperiment':
      await host.revealExperiment(message.experiment, message.expectation);
      return undefined;
    case 'showLog':
      await host.showLog(message.experiment, message.batch);
      return undefined;
    case 'exportExperiment':
      await host.exportExperiment(message.experiment, message.format);
      return undefined;
    case 'stopPaper':
      await host.stopPaper();
      return undefined;
    case 'resumePaper':
      await host.resumePaper();
      return undefined;
    case 'openPaperPage':
      await host.openPaperPage();
      return undefined;
    case 'saveFigure':
      await host.saveFigure(message.name, message.format, figureBytes(message.format, message.data));
      return undefined;
  }
}

function figureBytes(format: FigureFormat, data: string): Uint8Array {
  return Buffer.from(data, format === 'png' ? 'base64' : 'utf8');
}
