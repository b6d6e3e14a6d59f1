import type { FaultView } from '../../../server/protocol/fault-view.js';
import { svg } from '../dom/elements.js';
import type { Theme } from '../theme/theme.js';
import { bandLanes, faultPaint, lastsForever, nameAt, STRIP_HEIGHT } from '../time/fault-lanes.js';
import type { TimeArea } from '../time/time-area.js';

/** Positions of the strips of a drawing, and of the plot below them, px. */
interface Frame extends TimeArea {
  /** The lower edge of the strips. */
  top: number;
  foot: number;
  x: (seconds: number) => number;
  /** The end of the run, s. */
  end: number;
}

/** The bands of faults of a drawing: strips with names above it, and a shade behind it for faults that end. */
export function faultStrips(faults: readonly FaultView[], frame: Frame, theme: Theme): SVGElement[] {
  const { top, foot, x, left, right, end } = frame;
  return bandLanes(faults).flatMap(({ fault, lane, free }) => {
    const from = Math.max(left, x(fault.from));
    const width = Math.min(right, x(fault.to)) - from;
    if (width <= 0) return [];
    const { shade, strip, edge } = faultPaint(fault.kind, theme);
    const y = top - (lane + 1) * STRIP_HEIGHT;
    const place = nameAt(fault.title.length * theme.fontSize * 0.56, {
      from,
      to: from + width,
      free: Math.min(right, x(Math.min(free, end))),
    });
    return [
      ...(lastsForever(fault, end) ? [] : [svg('rect', { x: from, y: top, width, height: foot - top, fill: shade })]),
      svg(
        'rect',
        { x: from, y: y + 1, width: Math.max(1, width), height: STRIP_HEIGHT - 4, fill: strip, stroke: edge },
        svg('title', {}, fault.title),
      ),
      ...(place !== undefined
        ? [
            svg(
              'text',
              {
                x: place,
                y: y + STRIP_HEIGHT / 2,
                dy: '0.3em',
                'font-size': theme.fontSize - 1,
                fill: theme.foreground,
                // Text on a faint strip is legible; text beside it may cross a line.
                ...(place < from + width
                  ? {}
                  : { stroke: theme.background, 'stroke-width': 3, 'paint-order': 'stroke' }),
              },
              fault.title,
            ),
          ]
        : []),
    ];
  });
}
