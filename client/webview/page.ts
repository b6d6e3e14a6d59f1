import type { ExperimentView } from '../../server/protocol/experiment-view.js';
import {
  DEFAULT_EXPERIMENT_CHOICES,
  type ExperimentChoices,
  type MapView,
  type MessageToHost,
  type PanelChoices,
} from '../../server/protocol/panel.js';
import type { RunView } from '../../server/protocol/run-view.js';
import { type Attributes, element, keepChildren, replaceChildren } from './elements.js';
import { ChoiceList } from './experiments/choice-list.js';
import { ExpectationList, experimentVerdict, runVerdict } from './experiments/expectation-list.js';
import { experimentHeader } from './experiments/experiment-header.js';
import { experimentSections } from './experiments/experiment-sections.js';
import { PointList } from './experiments/point-list.js';
import { sweepProgress } from './experiments/sweep-progress.js';
import { SECTIONS, TIME_SECTION, TIMELINE_SECTION } from './figures/all.js';
import { blockAxis, runAxis } from './figures/axis-states.js';
import { chooseableDistributions } from './figures/chosen-distribution.js';
import type { AxisName, ChartFigure, DrawingFigure } from './figures/figure.js';
import { CLOSEST, WHOLE_MAP, zoomedMap } from './figures/map-view.js';
import { drawNetwork, exploreNetwork, mapZoom, networkMap, networkSentence, networkTable } from './figures/network.js';
import type { Host } from './host.js';
import { type Content, type PanelModel, runInFocus } from './panel-model.js';
import { chooserFor } from './parts/choosers.js';
import { differences } from './parts/differences.js';
import { Frame, type FrameContent, type FrameContext } from './parts/frame.js';
import { headline } from './parts/headline.js';
import { type Progress, ProgressBar } from './parts/progress-bar.js';
import { runHeader } from './parts/run-header.js';
import { runProgress } from './parts/run-progress.js';
import { warningList } from './parts/warning-list.js';
import { ZoomButtons } from './parts/zoom-buttons.js';
import { keepInView, storyList } from './story/story-list.js';
import { tellingDecisions } from './story/story-words.js';
import { readTheme, type Theme } from './theme.js';
import { timeArea } from './time/time-area.js';
import { TimeAxis } from './time/time-axis.js';
import { TimeControls } from './time/time-controls.js';

/** A part of the page, with what is drawn in it now. */
interface SectionContent {
  id: string;
  title: string;
  chooser: HTMLElement | null;
  /** Stands beside the chooser, and lasts. */
  controls?: HTMLElement;
  figures: readonly FrameContent[];
  /** Stands below the figures. */
  text?: HTMLElement | null;
}

type Choose = (choices: Partial<PanelChoices>) => void;

/** ms */
const NOTICE_LASTS = 8000;

/** Puts the model on the page. Frames stay while their figure does, so that focus and open tables survive an update. */
export class Page {
  readonly #root: HTMLElement;
  readonly #host: Host;
  readonly #choose: Choose;
  readonly #progress: ProgressBar;
  readonly #notice = element('div', { class: 'notice', role: 'status' });
  readonly #content = element('main');
  readonly #frames = new Map<string, Frame>();
  readonly #slots = new Map<string, HTMLElement>();
  #expectations: ExpectationList | undefined;
  #chosen: ExperimentChoices = DEFAULT_EXPERIMENT_CHOICES;
  #points: PointList | undefined;
  readonly #axes: Record<AxisName, TimeAxis>;
  readonly #mapZoom: ZoomButtons;
  #map: MapView = WHOLE_MAP;
  /** Of sections whose figures have a time axis, by their ids. */
  readonly #controls: Partial<Record<string, TimeControls>>;
  #choices: ChoiceList | undefined;
  #theme: Theme = readTheme();
  #fileName = 'twinchain';
  #key = '';
  #saidNotice: string | null = null;
  #noticeEnds: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, host: Host, choose: Choose) {
    this.#root = root;
    this.#host = host;
    this.#choose = choose;
    this.#progress = new ProgressBar(host.interactive);
    this.#axes = {
      run: new TimeAxis((time) => this.#choose({ time })),
      block: new TimeAxis((timeline) => this.#choose({ timeline })),
    };
    this.#controls = {
      [TIME_SECTION]: new TimeControls(this.#axes.run, 'the figures over time'),
      [TIMELINE_SECTION]: new TimeControls(this.#axes.block, 'the timeline'),
    };
    this.#mapZoom = new ZoomButtons({
      name: 'the map',
      by: (factor) => this.#choose({ map: zoomedMap(this.#map, factor, { x: 0.5, y: 0.5 }) }),
      reset: () => this.#choose({ map: null }),
    });
    root.replaceChildren(this.#progress.element, this.#notice, this.#content);
    this.#lendColours();
  }

  render(model: PanelModel): void {
    this.#map = model.choices.map ?? WHOLE_MAP;
    this.#progress.update(progressOf(model, this.#host));
    if (model.notice !== this.#saidNotice) this.#notify(model.notice ?? '');
    this.#saidNotice = model.notice;
    const key = contentKey(model.content);
    if (key !== this.#key) this.#clear();
    this.#key = key;
    if (model.content.kind === 'waiting') replaceChildren(this.#content, waiting(model.content.message));
    if (model.content.kind === 'topology') this.#renderTopology(model.content, model.choices);
    if (model.content.kind === 'runs') this.#renderRuns(model.content, model.outdated, model.choices);
    if (model.content.kind === 'experiment') this.#renderExperiment(model.content.experiment, model.choices);
  }

  themeChanged(): void {
    this.#theme = readTheme();
    this.#lendColours();
    for (const frame of this.#frames.values()) frame.draw();
  }

  /** The style sheet draws the runs' swatches in the colours of the charts. */
  #lendColours(): void {
    this.#theme.palette.runs.forEach((colour, i) => {
      this.#root.style.setProperty(`--run-${i}`, colour);
    });
  }

  #renderRuns(
    { runs, comparison }: Extract<Content, { kind: 'runs' }>,
    outdated: readonly string[],
    chosen: PanelChoices,
  ): void {
    const choices = possibleChoices(runs, chosen);
    this.#fileName = fileNameOf(runs);
    const head = this.#slot('head', 'div');
    replaceChildren(head, runHeader(runs, this.#host));
    const summary = this.#slot('summary', 'div');
    replaceChildren(
      summary,
      warningList(runs, outdated, this.#host),
      runs.length === 1 ? headline(runs[0]) : null,
      comparison ? differences(comparison, runs) : null,
    );
    this.#updateMapZoom(choices);
    this.#axes.run.update(runAxis(runs, choices));
    this.#axes.block.update(blockAxis(runs, choices));
    const sections = SECTIONS.map(({ id, title, figures }) => ({
      id,
      title,
      chooser: chooserFor(id, runs, choices, this.#choose),
      controls: id === 'network' ? this.#mapZoom.element : this.#controls[id]?.element,
      figures: figures
        .filter((figure) => figure.hasData(runs, choices))
        .map((figure) => this.#figureContent(figure, runs, choices)),
      text: id === 'story' ? this.#story(runInFocus(runs, choices), choices) : null,
    }));
    this.#renderSections([head, ...this.#verdict(runs), summary], sections);
  }

  /** Before everything else: whether what the text expects of a run holds. */
  #verdict(runs: readonly RunView[]): HTMLElement[] {
    const [run, ...others] = runs;
    if (!run.expectations || others.length > 0) return [];
    this.#expectations ??= this.#expectationList((expectation) => ({
      type: 'revealExpectation',
      run: run.id,
      expectation,
    }));
    this.#expectations.update(run.expectations, runVerdict(run));
    return [this.#expectations.element];
  }

  #expectationList(reveal: (expectation: number) => MessageToHost): ExpectationList {
    return new ExpectationList(this.#host.interactive ? (place) => this.#host.post(reveal(place)) : undefined);
  }

  /** Nothing where nobody wanted to change anything. */
  #story(run: RunView, choices: PanelChoices): HTMLElement | null {
    return tellingDecisions(run.story).length > 0 ? storyList(run, choices, this.#choose, this.#host) : null;
  }

  #renderExperiment(experiment: ExperimentView, choices: PanelChoices): void {
    this.#fileName = fileSafe(experiment.name);
    const head = this.#slot('head', 'div');
    // Made anew only when it says something else, so that its buttons keep the focus.
    const header = experimentHeader(experiment, this.#host);
    if (head.dataset.said !== header.textContent) replaceChildren(head, header);
    head.dataset.said = header.textContent ?? '';
    const { id } = experiment;
    this.#expectations ??= this.#expectationList((expectation) => ({
      type: 'revealExperiment',
      experiment: id,
      expectation,
    }));
    this.#points ??= new PointList();
    this.#expectations.update(experiment.expectations, experimentVerdict(experiment));
    this.#points.update(experiment);
    this.#choices ??= new ChoiceList();
    this.#choices.update(experiment);
    const reveal = this.#host.interactive
      ? () => this.#host.post({ type: 'revealExperiment', experiment: experiment.id, expectation: null })
      : undefined;
    this.#chosen = choices.experiment ?? DEFAULT_EXPERIMENT_CHOICES;
    const choose = (chosen: Partial<ExperimentChoices>) => this.#choose({ experiment: { ...this.#chosen, ...chosen } });
    const sections = experimentSections(experiment, this.#chosen, choose).map((section) => ({
      ...section,
      figures: section.figures.map((figure) => ({
        ...figure,
        reveal,
        growing: experiment.state === 'running',
        basis: [experiment, this.#chosen],
      })),
    }));
    this.#renderSections([head, this.#points.element, this.#expectations.element, this.#choices.element], sections);
  }

  #renderSections(top: readonly HTMLElement[], sections: readonly SectionContent[]): void {
    const filled = sections.filter(({ figures, text }) => figures.length > 0 || text);
    keepChildren(this.#content, [...top, ...filled.map((section) => this.#section(section))]);
    for (const frame of this.#frames.values()) frame.draw();
  }

  #section(section: SectionContent): HTMLElement {
    const id = `section-${section.id}`;
    const made = this.#slot(id, 'section', { id, 'aria-labelledby': `${id}-title` });
    const head = this.#slot(`${id}-head`, 'div', { class: 'section-head' });
    const title = this.#slot(`${id}-title`, 'h2', { id: `${id}-title` });
    const body = this.#slot(`${id}-figures`, 'div', { class: 'figures' });
    title.textContent = section.title;
    const text = this.#slot(`${id}-text`, 'div');
    // What can be used is made anew when it offers something else, and the control in use gets the focus back.
    const focused = made.contains(document.activeElement) ? document.activeElement?.id : undefined;
    const chooser = this.#slot(`${id}-chooser`, 'div');
    const isSame = section.chooser ? chooser.firstElementChild?.isEqualNode(section.chooser) : !chooser.firstChild;
    if (!isSame) replaceChildren(chooser, section.chooser);
    keepChildren(head, [title, ...(section.chooser ? [chooser] : []), ...(section.controls ? [section.controls] : [])]);
    const isSameText = section.text ? text.firstElementChild?.isEqualNode(section.text) : !text.firstElementChild;
    const scrolled = text.querySelector('ol')?.scrollTop ?? 0;
    if (!isSameText) replaceChildren(text, section.text);
    keepChildren(
      body,
      section.figures.map((figure) => this.#frame(figure).element),
    );
    keepChildren(made, [head, body, text]);
    if (!isSameText) keepInView(text, scrolled);
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
    return made;
  }

  /** An element of the page that lasts as long as its content is of one kind. */
  #slot(name: string, tag: 'div' | 'section' | 'h2', attributes: Attributes = {}): HTMLElement {
    const known = this.#slots.get(name);
    if (known) return known;
    const made = element(tag, attributes);
    this.#slots.set(name, made);
    return made;
  }

  #figureContent(figure: ChartFigure | DrawingFigure, runs: readonly RunView[], choices: PanelChoices): FrameContent {
    const origin = figure.origin(choices);
    const isAlone = runs.length === 1;
    const { axis, area } = figure;
    const time = axis && {
      axis: this.#axes[axis],
      area: (width: number) => area?.(runs, choices, width) ?? timeArea(width),
    };
    const read = (height: number | undefined) => {
      if (height !== undefined) this.#chooseAndShow({ reconfiguration: height }, 'story');
    };
    return {
      id: figure.id,
      title: figure.title(runs, choices),
      paper: figure.paper,
      wide: figure.wide ?? false,
      sentence: figure.sentence(runs, choices),
      numbers: figure.numbers(runs, choices),
      growing: runs.some((run) => run.state === 'running'),
      basis: [runs, JSON.stringify({ ...choices, ...ZOOMS, ...zoomOf(figure, choices) })],
      reveal: this.#host.interactive
        ? () => this.#host.post({ type: 'reveal', run: runInFocus(runs, choices).id, origin })
        : undefined,
      plot:
        figure.kind === 'chart'
          ? {
              kind: 'chart',
              time,
              height: typeof figure.height === 'number' ? figure.height : figure.height(runs),
              configuration: (theme) => figure.configuration(runs, theme, choices),
              choose:
                figure.choose && isAlone
                  ? (index) => this.#chooseAndShow(figure.choose?.(runs, index) ?? {}, 'timeline')
                  : undefined,
              chooseNear:
                figure.chooseNear && isAlone
                  ? (value, reach) => read(figure.chooseNear?.(runs, value, reach))
                  : undefined,
            }
          : {
              kind: 'drawing',
              time,
              chooseAt: figure.chooseAt ? (part) => read(figure.chooseAt?.(part)) : undefined,
              draw: (theme, width) => figure.draw(runs, theme, choices, width),
              explore: (drawing, theme, container) =>
                figure.explore?.(drawing, runs, theme, choices, container, this.#choose),
            },
    };
  }

  /** A click on a configuration block leads to its timeline, one on a switch to its reasons. */
  #chooseAndShow(choices: Partial<PanelChoices>, section: 'timeline' | 'story'): void {
    this.#choose(choices);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    document.getElementById(`section-${section}`)?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth' });
  }

  #renderTopology({ topology, problem }: Extract<Content, { kind: 'topology' }>, choices: PanelChoices): void {
    const { declaration, network } = topology;
    this.#fileName = fileSafe(declaration);
    const frame = this.#frame({
      id: networkMap.id,
      title: 'Nodes and links',
      wide: true,
      sentence: networkSentence(network),
      numbers: networkTable(network),
      growing: false,
      basis: [network, choices.map],
      reveal: this.#host.interactive
        ? () => this.#host.post({ type: 'reveal', run: null, origin: 'topology' })
        : undefined,
      plot: {
        kind: 'drawing',
        draw: (theme, width) => drawNetwork(network, theme, width, choices.map ?? WHOLE_MAP),
        explore: (drawing, theme, container) =>
          exploreNetwork(drawing, network, theme, container, mapZoom(choices, this.#choose)),
      },
    });
    const head = this.#slot('head', 'div');
    replaceChildren(
      head,
      element(
        'header',
        { class: 'run-header' },
        element(
          'div',
          { class: 'titles' },
          element('h1', {}, declaration),
          element('p', { class: 'subtitle', role: 'status' }, problem ?? 'Live preview'),
        ),
      ),
    );
    this.#updateMapZoom(choices);
    const figures = this.#slot('figures', 'div', { class: 'figures' });
    figures.classList.toggle('paused', problem !== null);
    keepChildren(figures, [frame.element]);
    keepChildren(this.#content, [head, this.#mapZoom.element, figures]);
    frame.draw();
  }

  #updateMapZoom({ map }: PanelChoices): void {
    const { zoom } = map ?? WHOLE_MAP;
    const shown = zoom === 1 ? '' : `${Number(zoom.toPrecision(2))}×`;
    this.#mapZoom.update(shown, { isWhole: zoom === 1, isClosest: zoom >= CLOSEST });
  }

  #frame(content: FrameContent): Frame {
    const known = this.#frames.get(content.id);
    if (known) {
      known.update(content);
      return known;
    }
    const context: FrameContext = {
      host: this.#host,
      theme: () => this.#theme,
      notify: (message) => this.#notify(message),
      fileName: () => this.#fileName,
    };
    const made = new Frame(context, content);
    this.#frames.set(content.id, made);
    return made;
  }

  /** Said where it is seen wherever the page is scrolled to, for as long as it takes to read. */
  #notify(message: string): void {
    clearTimeout(this.#noticeEnds);
    this.#notice.textContent = message;
    if (message) this.#noticeEnds = setTimeout(() => this.#notify(''), NOTICE_LASTS);
  }

  #clear(): void {
    for (const frame of this.#frames.values()) frame.remove();
    this.#frames.clear();
    this.#slots.clear();
    this.#expectations = undefined;
    this.#points = undefined;
    this.#choices = undefined;
  }
}

function progressOf({ content, progress, sweep }: PanelModel, host: Host): Progress | null {
  if (content.kind === 'experiment')
    return content.experiment.state === 'running' ? sweepProgress(content.experiment, sweep, host) : null;
  return progress ? runProgress(progress, host) : null;
}

function waiting(message: string): HTMLElement {
  return element('p', { class: 'waiting' }, message);
}

/** Frames are kept as long as this stays the same. */
function contentKey(content: Content): string {
  if (content.kind === 'runs') return `runs ${content.runs.map((run) => run.id).join(' ')}`;
  if (content.kind === 'experiment') return `experiment ${content.experiment.id}`;
  return content.kind;
}

/** Of all zooms a figure depends on its own only. */
const ZOOMS = { time: null, timeline: null, map: null };

function zoomOf(
  { id, axis }: ChartFigure | DrawingFigure,
  { time, timeline, map }: PanelChoices,
): Partial<PanelChoices> {
  if (id === networkMap.id) return { map };
  if (axis === 'run') return { time };
  return axis === 'block' ? { timeline } : {};
}

/** A choice that these runs do not offer falls back to the first that they do. */
function possibleChoices(runs: readonly RunView[], choices: PanelChoices): PanelChoices {
  const offered = chooseableDistributions(runs);
  return offered.includes(choices.distribution)
    ? choices
    : { ...choices, distribution: offered[0] ?? choices.distribution };
}

function fileNameOf(runs: readonly RunView[]): string {
  return fileSafe(runs.map((run) => `${run.name}-${run.seed}`).join('-'));
}

function fileSafe(name: string): string {
  return (
    name
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .slice(0, 80)
      .toLowerCase() || 'twinchain'
  );
}
