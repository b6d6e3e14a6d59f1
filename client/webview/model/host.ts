import type { FigureFormat, MessageToHost, MessageToPanel, PanelState } from '../../../server/protocol/panel.js';
import { isMessageToPanel, isPanelState } from '../../../server/protocol/panel.js';
import { t } from '../words/texts.js';

/** The host of the panel: VS Code, or nobody if the panel is a report. */
export interface Host {
  /** Whether the host can run, compare and open a text; a report cannot. */
  interactive: boolean;
  post(message: MessageToHost): void;
  onMessage(listener: (message: MessageToPanel) => void): void;
  loadState(): PanelState | null;
  saveState(state: PanelState): void;
}

/** Id of the element that contains the message of a report to the panel. */
const REPORT_DATA = 'twinchain-report';

export function connectHost(): Host {
  return typeof acquireVsCodeApi === 'function' ? editorHost() : reportHost();
}

function editorHost(): Host {
  const api = acquireVsCodeApi();
  return {
    interactive: true,
    post: (message) => api.postMessage(message),
    onMessage: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isMessageToPanel(event.data)) listener(event.data);
      }),
    loadState() {
      const state = api.getState();
      return isPanelState(state) ? state : null;
    },
    saveState: (state) => {
      api.setState(state);
    },
  };
}

function reportHost(): Host {
  let listener: (message: MessageToPanel) => void = () => {};
  return {
    interactive: false,
    post(message) {
      if (message.type === 'ready') listener(readReport());
      if (message.type === 'saveFigure') download(message.name, message.format, message.data);
    },
    onMessage: (added) => {
      listener = added;
    },
    loadState: () => null,
    saveState: () => {},
  };
}

function readReport(): MessageToPanel {
  const text = document.getElementById(REPORT_DATA)?.textContent ?? '';
  try {
    const message: unknown = JSON.parse(text);
    if (isMessageToPanel(message)) return message;
  } catch {
    // The error below reports it, like any other damage.
  }
  return {
    type: 'waiting',
    message: t('This report is damaged: its figures cannot be read. Write it again with --report.'),
  };
}

const MEDIA_TYPES = { svg: 'image/svg+xml', csv: 'text/csv;charset=utf-8' };

function download(name: string, format: FigureFormat, data: string): void {
  const link = document.createElement('a');
  link.download = `${name}.${format}`;
  link.href =
    format === 'png' ? `data:image/png;base64,${data}` : `data:${MEDIA_TYPES[format]},${encodeURIComponent(data)}`;
  link.click();
}
