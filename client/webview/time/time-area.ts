/** Below this width of a figure (px) names are left out. */
const NARROW = 560;

export function isNarrow(width: number): boolean {
  return width < NARROW;
}

/** Start and end of the time axis in a figure, px from its left edge. */
export interface TimeArea {
  left: number;
  right: number;
}

/**
 * The place of the time axis. It is the same for all figures over time, so that a time has the same position in all of
 * them.
 *
 * @param width of the figure, px
 */
export function timeArea(width: number): TimeArea {
  return { left: isNarrow(width) ? 72 : 108, right: Math.max(width - TIME_PADDING, 80) };
}

/** Right of the axis, px: half of the last label. */
export const TIME_PADDING = 24;
