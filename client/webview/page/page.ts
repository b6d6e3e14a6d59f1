import { render } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import type { PanelChoices } from '../../../server/protocol/panel.js';
import { type Progress, ProgressBar } from '../dom/progress-bar.js';
import { sweepProgress } from '../experiments/sweep-progress.js';
import type { AxisName } from '../figures/figure.js';
import type { FrameContent } from '../figures/plot.js';
import type { Host } from '../model/host.js';
import type { Content, PanelModel } from '../model/panel-model.js';
import { panelInFocus } from '../paper/panel-chooser.js';
import { paperProgress } from '../paper/paper-header.js';
import { Frame } from '../parts/frame.js';
import { runProgress } from '../parts/run-progress.js';
import { keepInView } from '../story/story-list.js';
import { readTheme, type Theme } from '../theme/theme.js';
import { TimeAxis } from '../time/time-axis.js';
import { TimeControls } from '../time/time-controls.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';
import { experimentContent } from './experiment-content.js';
import { paperContent } from './paper-content.js';
import { runContent } from './run-content.js';
import type { PageContent, PageTools } from './tools.js';
import { topologyContent } from './topology-content.js';

/** ms */
const NOTICE_LASTS = 8000;

/** Renders the model. Plots are kept while their figure stays; everything else is templates. */
export class Page {
  readonly #root: HTMLElement;
  readonly #tools: PageTools;
  readonly #progress: ProgressBar;
  readonly #frames = new Map<string, Frame>();
  #model: PanelModel;
  #theme: Theme = readTheme();
  #fileName = 'twinchain';
  #key = '';
  #notice = '';
  #saidNotice: string | null = null;
  #noticeEnds: ReturnType<typeof setTimeout> | undefined;

  /** @param choose receives the reader's choice; the page is rendered with it afterwards */
  constructor(root: HTMLElement, host: Host, model: PanelModel, choose: (choices: Partial<PanelChoices>) => void) {
    this.#root = root;
    this.#model = model;
    this.#progress = new ProgressBar(host.interactive, () => this.#update());
    const axes: Record<AxisName, TimeAxis> = {
      run: new TimeAxis((time) => choose({ time })),
      block: new TimeAxis((timeline) => choose({ timeline })),
    };
    this.#tools = {
      host,
      choose,
      frame: (content) => this.#frame(content),
      axes,
      controls: {
        run: new TimeControls(axes.run, t('the figures over time')),
        block: new TimeControls(axes.block, t('the timeline')),
      },
    };
    this.#applyColours();
  }

  render(model: PanelModel): void {
    const isAnotherBlock = model.choices.reconfiguration !== this.#model.choices.reconfiguration;
    this.#model = model;
    if (model.notice !== this.#saidNotice) this.#notify(model.notice ?? '');
    this.#saidNotice = model.notice;
    this.#update();
    const story = isAnotherBlock && this.#root.querySelector('.story');
    if (story) keepInView(story);
  }

  themeChanged(): void {
    this.#theme = readTheme();
    this.#applyColours();
    this.#draw();
  }

  #update(): void {
    const { content, choices } = this.#model;
    const key = contentKey(content, choices);
    if (key !== this.#key) this.#clear();
    this.#key = key;
    const { template, fileName } = this.#content(content, choices);
    this.#fileName = fileName;
    render(
      html`
        ${this.#progress.template(progressOf(this.#model, this.#tools.host))}
        <div class="notice" role="status">${this.#notice}</div>
        <main>${keyed(key, template)}</main>
      `,
      this.#root,
    );
    this.#draw();
  }

  #content(content: Content, choices: PanelChoices): PageContent {
    switch (content.kind) {
      case 'waiting':
        return { template: html`<p class="waiting">${content.message}</p>`, fileName: this.#fileName };
      case 'runs':
        return runContent({ ...content, outdated: this.#model.outdated }, choices, this.#tools);
      case 'experiment':
        return experimentContent(content.experiment, choices, this.#tools);
      case 'paper':
        return paperContent(content.paper, content.panels, choices, this.#tools);
      case 'topology':
        return topologyContent(content.topology, content.problem, choices, this.#tools);
    }
  }

  /** Sets the colours of the runs' swatches in the style sheet to those of the charts. */
  #applyColours(): void {
    this.#theme.palette.runs.forEach((colour, i) => {
      this.#root.style.setProperty(`--run-${i}`, colour);
    });
  }

  #frame(content: FrameContent): unknown {
    const known = this.#frames.get(content.id);
    if (known) return known.template(content);
    const made = new Frame(
      {
        host: this.#tools.host,
        theme: () => this.#theme,
        notify: (message) => this.#notify(message),
        fileName: () => this.#fileName,
        changed: () => this.#update(),
      },
      content,
    );
    this.#frames.set(content.id, made);
    return made.template(content);
  }

  #draw(): void {
    for (const frame of this.#frames.values()) frame.draw();
  }

  /** Shows a message that is visible at any scroll position, long enough to be read. */
  #notify(message: string): void {
    clearTimeout(this.#noticeEnds);
    this.#notice = message;
    if (message) this.#noticeEnds = setTimeout(() => this.#notify(''), NOTICE_LASTS);
    this.#update();
  }

  #clear(): void {
    for (const frame of this.#frames.values()) frame.remove();
    this.#frames.clear();
  }
}

function progressOf({ content, progress, sweep }: PanelModel, host: Host): Progress | null {
  if (content.kind === 'paper') return paperProgress(content.paper, host);
  if (content.kind === 'experiment')
    return content.experiment.state === 'running' ? sweepProgress(content.experiment, sweep, host) : null;
  return progress ? runProgress(progress, host) : null;
}

/** Plots are kept while this key stays the same. */
function contentKey(content: Content, choices: PanelChoices): string {
  if (content.kind === 'runs') return `runs ${content.runs.map((run) => run.id).join(' ')}`;
  if (content.kind === 'experiment') return `experiment ${content.experiment.id}`;
  if (content.kind === 'paper') return `paper ${panelInFocus(choices.paperPanel, content.panels)}`;
  return content.kind;
}
