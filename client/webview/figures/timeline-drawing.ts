import { faultWord } from '../../../server/protocol/fault-view.js';
import type { TimeWindow } from '../../../server/protocol/panel.js';
import { columnFormat, quantity } from '../../../server/protocol/quantities.js';
import type { ReconfigurationView, RunView } from '../../../server/protocol/run-view.js';
import { PHASE_TEXTURES, texturePattern } from '../charts/textures.js';
import { svg } from '../dom/elements.js';
import { translucent } from '../theme/palettes.js';
import type { Theme } from '../theme/theme.js';
import { faultPaint } from '../time/fault-lanes.js';
import type { TimeArea } from '../time/time-area.js';
import { nodeTitle } from '../words/node-names.js';
import { t } from '../words/texts.js';
import { diamond } from './shapes.js';

const TOP = 46;
const BOTTOM = 40;
/** The gap between the fastest 2f+1 nodes and the others. */
const GAP = 24;
/** Below this width (px) place names are left out. */
const NARROW = 620;

interface Layout {
  width: number;
  height: number;
  left: number;
  right: number;
  row: number;
  labelled: boolean;
  window: TimeWindow;
  x: (seconds: number) => number;
}

/** Height of a row, px. */
function rowHeight(nodes: number): number {
  return nodes <= 40 ? 15 : nodes <= 80 ? 11 : nodes <= 200 ? 5 : 3;
}

/** Rows lower than this have no names. */
const LEAST_NAMED = 10;

/** Where the time axis lies in the drawing, px. */
export function timelineArea(block: ReconfigurationView | undefined, width: number): TimeArea {
  const hasNames = rowHeight(block?.node.length ?? 0) > LEAST_NAMED;
  const [before, behind] = !hasNames ? [8, 8] : width < NARROW ? [34, 56] : [132, 84];
  return { left: before, right: Math.max(before + 1, width - behind) };
}

function layoutOf(block: ReconfigurationView, width: number, window: TimeWindow): Layout {
  const nodes = block.node.length;
  const row = rowHeight(nodes);
  const { left, right } = timelineArea(block, width);
  return {
    width,
    height: TOP + nodes * row + (hasGap(block) ? GAP : 0) + BOTTOM,
    left,
    right,
    row,
    labelled: row > LEAST_NAMED,
    window,
    x: (seconds) => left + ((right - left) * (seconds - window.from)) / (window.to - window.from),
  };
}

/** Whether there is a gap. The nodes are in the order in which they applied the block, so the fastest come first. */
function hasGap(block: ReconfigurationView): boolean {
  const last = block.counted.lastIndexOf(true);
  return last >= 0 && last < block.node.length - 1;
}

function rowTop(block: ReconfigurationView, i: number, { row }: Layout): number {
  return TOP + i * row + (hasGap(block) && i > block.counted.lastIndexOf(true) ? GAP : 0);
}

/** Rows of nodes over the time since the end of the interval, the fastest 2f+1 apart from the others. */
export function drawTimeline(
  block: ReconfigurationView,
  run: RunView,
  theme: Theme,
  width: number,
  window: TimeWindow,
): SVGSVGElement {
  const layout = layoutOf(block, width, window);
  const { height } = layout;
  return svg(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': theme.font,
      'font-size': theme.fontSize,
      fill: theme.foreground,
    },
    ...textures(theme),
    clip(layout),
    ...agreementBand(block, layout, theme),
    ...commitLines(block, layout, theme),
    ...axis(layout, theme),
    ...block.node.map((_, i) => nodeRow(block, run, i, layout, theme)),
    ...quorumLine(block, layout, theme),
    ...phaseLegend(layout, theme),
  );
}

const CLIPPED = { 'clip-path': 'url(#timeline-window)' };

/** Clips the picture to the window. */
function clip({ left, right, height }: Layout): SVGElement {
  return svg(
    'defs',
    {},
    svg('clipPath', { id: 'timeline-window' }, svg('rect', { x: left - 1, y: 0, width: right - left + 2, height })),
  );
}

/** Patterns for high contrast, under ids that no other drawing on the page uses. */
function textures(theme: Theme): SVGElement[] {
  if (!theme.textured) return [];
  const patterns = (['propagation', 'update'] as const).map((phase) =>
    texturePattern(`timeline-${phase}`, theme, theme.palette[phase], PHASE_TEXTURES[phase]),
  );
  return [svg('defs', {}, ...patterns)];
}

function phaseFill(phase: 'propagation' | 'update', theme: Theme): string {
  return theme.textured ? `url(#timeline-${phase})` : theme.palette[phase];
}

function agreementBand(block: ReconfigurationView, { x, left, right, height }: Layout, theme: Theme): SVGElement[] {
  const start = x(0);
  const end = x(block.decided);
  const text = t`decided ${quantity(block.decided, 's')}`;
  const isInView = end >= left && end <= right;
  return [
    svg('rect', {
      ...CLIPPED,
      x: start,
      y: TOP,
      width: Math.max(0, end - start),
      height: height - TOP - BOTTOM,
      fill: translucent(theme.palette.agreement, theme.textured ? 0.3 : 0.12),
    }),
    ...(isInView
      ? [
          svg('path', {
            d: `M${end} ${TOP}V${height - BOTTOM}`,
            stroke: theme.palette.agreement,
            'stroke-width': theme.textured ? 2.5 : 1.5,
          }),
          svg('text', { x: end, y: height - 24, 'text-anchor': end - left > 60 ? 'end' : 'start' }, text),
        ]
      : []),
  ];
}

/** Commits of the primary on 2f+1 nodes: the ends of the rounds that nodes wait for. */
function commitLines(block: ReconfigurationView, { x, left, right, height }: Layout, theme: Theme): SVGElement[] {
  let labelled = Number.NEGATIVE_INFINITY;
  return block.commits.flatMap(({ height: blockHeight, at }) => {
    const position = x(at);
    if (position < left || position > right) return [];
    const line = svg('path', {
      d: `M${position} ${TOP}V${height - 20}`,
      stroke: theme.axis,
      'stroke-dasharray': '3 3',
    });
    const text = t`block ${blockHeight} committed`;
    const room = text.length * theme.fontSize * 0.56;
    if (position - labelled < room + 12) return [line];
    labelled = position;
    const anchor = position > right - room / 2 ? 'end' : position < left + room / 2 ? 'start' : 'middle';
    return [line, svg('text', { x: position, y: height - 6, 'text-anchor': anchor, fill: theme.muted }, text)];
  });
}

function axis({ x, window, left, right, height, labelled }: Layout, theme: Theme): SVGElement[] {
  const { unit, factor } = columnFormat([window.to], 's');
  const step = niceStep(((window.to - window.from) * factor) / Math.max(2, Math.min(8, (right - left) / 90)));
  const ticks: SVGElement[] = [];
  for (let place = Math.ceil((window.from * factor) / step); x((place * step) / factor) <= right; place++) {
    const value = place * step;
    const position = x(value / factor);
    const figure = String(Number(value.toPrecision(6)));
    ticks.push(
      svg('path', { d: `M${position} ${TOP - 5}V${height - BOTTOM}`, stroke: theme.grid }),
      svg(
        'text',
        { x: position, y: TOP - 9, 'text-anchor': position === left ? 'start' : 'middle', fill: theme.muted },
        ticks.length === 0 ? `${figure} ${unit}` : figure,
      ),
    );
  }
  if (labelled) ticks.push(svg('text', { x: right + 8, y: TOP - 9, fill: theme.muted }, t('In round')));
  return ticks;
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

function nodeRow(block: ReconfigurationView, run: RunView, i: number, layout: Layout, theme: Theme): SVGElement {
  const { x, row, left, right, labelled, width } = layout;
  const top = rowTop(block, i, layout);
  const bar = Math.max(2, row - 6);
  const y = top + (row - bar) / 2;
  const received = block.received[i];
  const applied = block.applied[i];
  const node = block.node[i];
  const view = run.network.nodes.find((candidate) => candidate.node === node);
  const met = outages(block, run, i, layout, theme);
  const parts: (SVGElement | false)[] = [
    ...met.bands,
    svg(
      'g',
      CLIPPED,
      ...segments(block.decided, received, applied).map(({ from, to, phase }) =>
        phase === 'early'
          ? svg('path', { d: `M${x(from)} ${top + row / 2}H${x(to)}`, stroke: theme.palette.update, 'stroke-width': 2 })
          : segment(x(from), x(to), y, bar, phaseFill(phase, theme), theme),
      ),
      applied !== null &&
        svg('path', { d: `M${x(applied)} ${y - 2}v${bar + 4}`, stroke: theme.foreground, 'stroke-width': 2 }),
    ),
    ...met.words,
    labelled &&
      svg(
        'text',
        { x: left - 8, y: top + row / 2, dy: '0.35em', 'text-anchor': 'end', fill: theme.foreground },
        width < NARROW ? String(node) : shortened(nodeTitle(run, node), 19),
      ),
    labelled &&
      view?.management === true &&
      width >= NARROW &&
      svg('path', { d: diamond(6, top + row / 2, 3.5), fill: theme.palette.agreement }),
    labelled && svg('text', { x: right + 8, y: top + row / 2, dy: '0.35em', fill: theme.muted }, roundText(block, i)),
    svg('title', {}, rowTitle(block, run, i)),
  ];
  return svg(
    'g',
    { opacity: block.counted[i] ? undefined : 0.5 },
    svg('rect', { x: 0, y: top, width, height: row, fill: 'none', 'pointer-events': 'all' }),
    ...parts,
  );
}

/** The faults of a node during the picture, with their times, s since the end of the interval. */
function faultsOf(block: ReconfigurationView, run: RunView, i: number) {
  return (run.faults ?? []).flatMap((fault) => {
    const { nodes, from, to } = fault;
    const isMet = nodes.includes(block.node[i]) && to > block.due && from < block.due + endOfBlock(block);
    return isMet ? [{ fault, from: from - block.due, to: to - block.due }] : [];
  });
}

function endOfBlock({ decided, received, applied }: ReconfigurationView): number {
  return [...received, ...applied].reduce<number>((latest, time) => Math.max(latest, time ?? 0), decided);
}

/** The faults of each node: a band behind the row, and a word before its bars. */
function outages(
  block: ReconfigurationView,
  run: RunView,
  i: number,
  layout: Layout,
  theme: Theme,
): { bands: SVGElement[]; words: SVGElement[] } {
  const { x, row, left, right, labelled } = layout;
  const top = rowTop(block, i, layout);
  const shown = faultsOf(block, run, i).flatMap(({ fault, from, to }) => {
    const start = Math.max(left, x(from));
    const width = Math.min(right, x(to)) - start;
    return width > 0 ? [{ fault, start, width }] : [];
  });
  const bands = shown.map(({ fault, start, width }) => {
    const { strip, edge } = faultPaint(fault.kind, theme);
    const stroke = theme.textured ? edge : 'none';
    return svg('rect', { x: start, y: top + 1, width, height: Math.max(1, row - 2), fill: strip, stroke });
  });
  const words = shown.flatMap(({ fault, start, width }) => {
    const word = faultWord(fault.kind);
    if (!labelled || word === undefined || word.length * theme.fontSize * 0.6 + 12 > width) return [];
    const place = { x: start + 6, y: top + row / 2, dy: '0.35em' };
    return [svg('text', { ...place, stroke: theme.background, 'stroke-width': 3, 'paint-order': 'stroke' }, word)];
  });
  return { bands, words };
}

/**
 * The phases of one node as they are measured: a node that had the block before 2f+1 management nodes had decided it
 * has no propagation, and its update counts from the decision. The time before is `early`.
 */
function segments(
  decided: number,
  received: number | null,
  applied: number | null,
): { from: number; to: number; phase: 'early' | 'propagation' | 'update' }[] {
  if (received === null) return [];
  const first =
    received < decided
      ? { from: received, to: Math.min(decided, applied ?? decided), phase: 'early' as const }
      : { from: decided, to: received, phase: 'propagation' as const };
  const start = Math.max(decided, received);
  return applied === null || applied < start ? [first] : [first, { from: start, to: applied, phase: 'update' }];
}

function segment(from: number, to: number, y: number, height: number, fill: string, theme: Theme): SVGElement {
  return svg('rect', {
    x: from,
    y,
    width: Math.max(0, to - from),
    height,
    fill,
    stroke: theme.textured ? theme.foreground : undefined,
  });
}

function quorumLine(block: ReconfigurationView, { row, left, right }: Layout, theme: Theme): SVGElement[] {
  if (!hasGap(block)) return [];
  const y = TOP + (block.counted.lastIndexOf(true) + 1) * row + GAP / 2;
  const counted = block.counted.filter(Boolean).length;
  const text = t`${counted} validators have switched; the others follow`;
  return [
    svg('path', { d: `M${left} ${y}H${right}`, stroke: theme.axis }),
    svg(
      'text',
      {
        x: right,
        y,
        dy: '0.35em',
        'text-anchor': 'end',
        stroke: theme.background,
        'stroke-width': 8,
        'stroke-linejoin': 'round',
        'paint-order': 'stroke',
      },
      text,
    ),
  ];
}

function phaseLegend({ left }: Layout, theme: Theme): SVGElement[] {
  const entries = [
    { text: 'propagation', fill: phaseFill('propagation', theme) },
    { text: 'update', fill: phaseFill('update', theme) },
  ];
  let position = left;
  const drawn: SVGElement[] = entries.flatMap(({ text, fill }) => {
    const at = position;
    position += 24 + text.length * theme.fontSize * 0.56 + 14;
    return [
      svg('rect', { x: at, y: 6, width: 14, height: 8, fill, stroke: theme.textured ? theme.foreground : undefined }),
      svg('text', { x: at + 20, y: 14 }, text),
    ];
  });
  return [
    ...drawn,
    svg('path', { d: `M${position + 4} 4v12`, stroke: theme.foreground, 'stroke-width': 2 }),
    svg('text', { x: position + 12, y: 14 }, 'applied'),
  ];
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function rowTitle(block: ReconfigurationView, run: RunView, i: number): string {
  return [
    nodeTitle(run, block.node[i]),
    t`decided ${quantity(block.decided, 's')}`,
    t`received ${quantity(block.received[i], 's')}`,
    t`applied ${quantity(block.applied[i], 's')}`,
    t`in the round of block ${roundText(block, i)}`,
    ...faultsOf(block, run, i).map(({ fault: { title } }) => title),
  ].join('\n');
}

/** The height that a node was agreeing on, and the view if it was not the first. */
export function roundText(block: ReconfigurationView, i: number): string {
  const view = block.roundView[i];
  return view > 0 ? t`${block.roundHeight[i]}, view ${view}` : String(block.roundHeight[i]);
}
