import type { PanelChoices, TimeWindow } from '../../../server/protocol/panel.js';
import { count, duration } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import type { EpochView } from '../../../server/protocol/story-view.js';
import { faultBandsHeight } from '../charts/fault-bands.js';
import { haveLines, inTurn } from '../charts/switch-lines.js';
import { svg } from '../dom/elements.js';
import { runInFocus } from '../model/panel-model.js';
import {
  changesText,
  listedEpochs,
  PROPERTIES,
  propertyTitle,
  shownDecision,
  valueText,
} from '../story/story-words.js';
import { translucent } from '../theme/palettes.js';
import type { Theme } from '../theme/theme.js';
import { endOf, runRange, shownWindow } from '../time/run-time.js';
import { isNarrow, timeArea } from '../time/time-area.js';
import { timeTicks, timeUnit } from '../time/time-ticks.js';
import { t } from '../words/texts.js';
import { faultStrips } from './fault-strips.js';
import type { DrawingFigure } from './figure.js';

const TOP = 10;
const BOTTOM = 40;
const GAP = 14;
const HEIGHTS = { quantity: 64, word: 24 };

/** The configuration of the primary over time: a lane for each property that changed, and always for the block size. */
export const configurationLanes: DrawingFigure = {
  id: 'configuration',
  kind: 'drawing',
  axis: 'run',
  title: (runs, choices) => t`Configuration over time${runs.length > 1 ? `, ${runInFocus(runs, choices).name}` : ''}`,
  wide: true,
  origin: () => 'management.policy',
  hasData: (runs, choices) => runInFocus(runs, choices).story.epochs.length > 0,
  draw: (runs, theme, choices, width) => draw(runs, theme, choices, width),
  at(runs, choices, seconds) {
    const lanes = lanesOf(runInFocus(runs, choices));
    return lanes
      .flatMap(({ unit, pieces, property }) => {
        const piece = pieces.find(({ from, to }) => from <= seconds && seconds <= to);
        return piece ? [`${propertyTitle(property).toLowerCase()} ${valueText(piece.value, unit)}`] : [];
      })
      .join(', ');
  },
  chooseAt: (part) => {
    const height = part.closest('[data-configuration]')?.getAttribute('data-configuration');
    return height ? Number(height) : undefined;
  },
  sentence(runs, choices) {
    const { story } = runInFocus(runs, choices);
    const switches = story.epochs.length === 1 ? t('One switch') : t`${count(story.epochs.length)} switches`;
    const told = listedEpochs(story).length;
    if (haveLines(story.epochs))
      return t`${switches} changed the configuration. Each line is a switch: click it to read why.`;
    const where = told < story.epochs.length ? t`where the first ${count(told)} are` : 'anywhere';
    return t`${switches} changed the configuration, too many for a line each: click ${where} to read why one came about.`;
  },
  numbers(runs, choices) {
    const { story } = runInFocus(runs, choices);
    const names = Object.keys(PROPERTIES);
    return {
      caption: t('Configurations in force'),
      columns: [
        { title: t('In force from (s)') },
        { title: t('Configuration block'), unit: '' },
        ...names.map((name) => ({ title: propertyTitle(name) })),
      ],
      rows: [{ height: null, from: 0, values: story.initial }, ...story.epochs].map(({ height, from, values }) => [
        from.toFixed(1),
        height,
        ...names.map((name) => valueText(values[name] ?? '', PROPERTIES[name].unit)),
      ]),
    };
  },
};

interface Piece {
  from: number;
  to: number;
  value: string;
}

interface Lane {
  property: string;
  unit: string;
  pieces: Piece[];
}

function lanesOf({ story: { initial, epochs }, ...run }: RunView): Lane[] {
  const end = endOf(run);
  const all = [{ from: 0, values: initial }, ...epochs];
  return Object.keys(PROPERTIES).flatMap((property) => {
    const pieces: Piece[] = [];
    all.forEach(({ from, values }, i) => {
      const to = all[i + 1]?.from ?? end;
      const last = pieces.at(-1);
      if (last?.value === values[property]) last.to = to;
      else pieces.push({ from, to, value: values[property] ?? '' });
    });
    const isShown = pieces.length > 1 || property === 'blockSize' || property === 'consensus';
    return isShown ? [{ property, unit: PROPERTIES[property].unit, pieces }] : [];
  });
}

function draw(runs: readonly RunView[], theme: Theme, choices: PanelChoices, width: number): SVGSVGElement {
  const run = runInFocus(runs, choices);
  const shown = shownDecision(run, choices)?.height;
  const window = shownWindow(runs, choices);
  const area = timeArea(width);
  const named = isNarrow(width) ? theme.fontSize * 1.5 : 0;
  const lanes = lanesOf(run).map((lane) => ({ ...lane, pieces: shownPieces(lane.pieces, window) }));
  const x = (seconds: number) =>
    area.left + ((area.right - area.left) * (seconds - window.from)) / (window.to - window.from);
  const epochs = run.story.epochs.filter(({ from }) => from >= window.from && from <= window.to);
  const tops: number[] = [];
  const faults = run.faults ?? [];
  const strips = faultBandsHeight(faults);
  let height = TOP + strips;
  for (const { unit } of lanes) {
    tops.push(height + named);
    height += named + heightOf(unit) + GAP;
  }
  const foot = height - GAP + 6;
  return svg(
    'svg',
    {
      width,
      height: foot + BOTTOM,
      viewBox: `0 0 ${width} ${foot + BOTTOM}`,
      'font-family': theme.font,
      'font-size': theme.fontSize,
    },
    ...faultStrips(faults, { ...area, top: TOP + strips - 4, foot, x, end: endOf(run) }, theme),
    ...epochs
      .filter((epoch, _, all) => haveLines(all) || epoch.height === shown)
      .map((epoch) => switchLine(epoch, epoch.height === shown, x, foot, theme)),
    ...lanes.flatMap((lane, i) => [
      svg(
        'text',
        {
          ...(named > 0
            ? { x: area.left, y: tops[i] - theme.fontSize * 0.4 }
            : {
                x: area.left - 12,
                y: tops[i] + heightOf(lane.unit) / 2 + theme.fontSize * 0.35,
                'text-anchor': 'end',
              }),
          fill: theme.foreground,
          ...halo(theme),
        },
        propertyTitle(lane.property),
      ),
      ...(lane.unit ? steps(lane, tops[i], x, theme) : band(lane, tops[i], x, theme)),
    ]),
    ...axis(window, runRange(runs).whole.to, x, foot, theme),
    ...listedEpochs({ ...run.story, epochs }).map((epoch) => switchHandle(run, epoch, x, foot)),
  );
}

function heightOf(unit: string): number {
  return unit ? HEIGHTS.quantity : HEIGHTS.word;
}

function switchLine(
  { from }: EpochView,
  isShown: boolean,
  x: (seconds: number) => number,
  foot: number,
  theme: Theme,
): SVGElement {
  return svg('path', {
    d: `M${Math.round(x(from)) + 0.5} ${TOP}V${foot}`,
    stroke: theme.palette.switch,
    fill: 'none',
    ...(isShown ? { 'stroke-width': 2.5 } : { 'stroke-dasharray': '4 3' }),
  });
}

/** A handle above everything else, which is easier to point at than the line itself. */
function switchHandle(
  { story: { decisions } }: RunView,
  { height, from }: EpochView,
  x: (seconds: number) => number,
  foot: number,
): SVGElement {
  const changes = decisions.find((decision) => decision.height === height)?.changes ?? [];
  return svg(
    'rect',
    {
      'data-configuration': height,
      class: 'switch',
      x: x(from) - 4,
      y: TOP,
      width: 8,
      height: foot - TOP,
      fill: 'transparent',
    },
    svg('title', {}, t`Configuration block ${height}, ${duration(Math.round(from))}: ${changesText(changes)}`),
  );
}

/** A quantity: steps between its least and its greatest value, each with its value where there is room. */
function steps({ unit, pieces }: Lane, top: number, x: (seconds: number) => number, theme: Theme): SVGElement[] {
  const values = pieces.map(({ value }) => Number(value));
  const most = Math.max(...values);
  const label = theme.fontSize + 4;
  const y = (value: number) => top + HEIGHTS.quantity - 3 - ((HEIGHTS.quantity - label - 3) * value) / (most || 1);
  const path = pieces.map(({ from, to, value }, i) => {
    const at = y(Number(value));
    return `${i === 0 ? `M${x(from)} ${at}` : `V${at}`}H${x(to)}`;
  });
  return [
    svg('path', { d: `M${x(pieces[0].from)} ${y(0) + 0.5}H${x(pieces[pieces.length - 1].to)}`, stroke: theme.grid }),
    svg('path', { d: path.join(''), stroke: theme.palette.runs[0], 'stroke-width': 2, fill: 'none' }),
    ...pieces.flatMap((piece) => {
      const text = valueText(piece.value, unit);
      return fits(piece, text, x, theme)
        ? [
            svg(
              'text',
              { x: x(piece.from) + 5, y: y(Number(piece.value)) - 5, fill: theme.foreground, ...halo(theme) },
              text,
            ),
          ]
        : [];
    }),
  ];
}

/** If the words have less room than this on average, they are named together, px. */
const LEAST_PIECE = 8;

/** Words: a band that changes its shade with every change. */
function band(lane: Lane, top: number, x: (seconds: number) => number, theme: Theme): SVGElement[] {
  const pieces =
    x(endOfLane(lane)) - x(lane.pieces[0].from) < LEAST_PIECE * lane.pieces.length ? together(lane) : lane.pieces;
  return pieces.flatMap((piece, i) => {
    const text = piece.value;
    const width = Math.max(1, x(piece.to) - x(piece.from));
    const box = { x: x(piece.from), y: top, width, height: HEIGHTS.word };
    return [
      // Nothing behind the word may cross it.
      svg('rect', { ...box, fill: theme.background }),
      svg('rect', {
        ...box,
        fill: translucent(theme.palette.ordinary, i % 2 === 0 ? 0.16 : 0.34),
        stroke: theme.textured ? theme.axis : 'none',
      }),
      ...(fits(piece, text, x, theme)
        ? [
            svg(
              'text',
              { x: x(piece.from) + 6, y: top + HEIGHTS.word / 2 + theme.fontSize * 0.35, fill: theme.foreground },
              text,
            ),
          ]
        : []),
    ];
  });
}

/** Keeps a text readable where a line crosses it. */
function halo(theme: Theme) {
  return { stroke: theme.background, 'stroke-width': 3, 'paint-order': 'stroke', 'stroke-linejoin': 'round' };
}

/** Whether an ordinary text fits a piece. */
function fits({ from, to }: Piece, text: string, x: (seconds: number) => number, theme: Theme): boolean {
  return x(to) - x(from) > text.length * theme.fontSize * 0.6 + 8;
}

function axis(
  window: TimeWindow,
  end: number,
  x: (seconds: number) => number,
  foot: number,
  theme: Theme,
): SVGElement[] {
  const [left, right] = [x(window.from), x(window.to)];
  const { values, label } = timeTicks(window, end, right - left);
  return [
    svg('path', { d: `M${left} ${foot + 0.5}H${right}`, stroke: theme.axis }),
    ...values.map((value) =>
      svg('text', { x: x(value), y: foot + 16, 'text-anchor': 'middle', fill: theme.muted }, label(value)),
    ),
    svg(
      'text',
      { x: (left + right) / 2, y: foot + 34, 'text-anchor': 'middle', fill: theme.muted },
      t`Simulated time (${timeUnit(end).name})`,
    ),
  ];
}

/** The pieces in a window; at least one, since some value is always in force. */
function shownPieces(pieces: readonly Piece[], { from, to }: TimeWindow): Piece[] {
  const shown = pieces
    .filter((piece) => piece.to > from && piece.from < to)
    .map((piece) => ({ ...piece, from: Math.max(piece.from, from), to: Math.min(piece.to, to) }));
  return shown.length > 0 ? shown : [{ ...pieces[pieces.length - 1], from, to }];
}

function endOfLane({ pieces }: Lane): number {
  return pieces[pieces.length - 1].to;
}

/** Joins pieces that a picture could not distinguish. */
function together(lane: Lane): Piece[] {
  return [{ from: lane.pieces[0].from, to: endOfLane(lane), value: inTurn(lane.pieces.map(({ value }) => value)) }];
}
