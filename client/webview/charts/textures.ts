import { svg } from '../dom/elements.js';
import type { Theme } from '../theme/theme.js';

/** Patterns of a fill; neighbours in a picture take neighbours in this list. */
export type Texture = 'plain' | 'diagonal' | 'dots' | 'counterdiagonal' | 'horizontal';
export const TEXTURES: readonly Texture[] = ['plain', 'diagonal', 'dots', 'counterdiagonal', 'horizontal'];

/** A phase of a delay looks the same in every figure. */
export const PHASE_TEXTURES = {
  agreement: 'plain',
  propagation: 'diagonal',
  update: 'dots',
} as const satisfies Record<string, Texture>;

const TILE = 8;

/** The paths of a tile: lines are stroked, areas filled. Charts and drawings use the same definition. */
const TILES: Record<Exclude<Texture, 'plain'>, { lines?: string; area?: string }> = {
  // The neighbouring tiles' corners too, so that the lines meet across tiles.
  diagonal: { lines: 'M-8 8 0 0M0 8 8 0M8 8 16 0' },
  counterdiagonal: { lines: 'M-8 0 0 8M0 0 8 8M8 0 16 8' },
  dots: { area: 'M1.8 4a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0' },
  horizontal: { area: 'M0 2H8V5H0Z' },
};
const LINE_WIDTH = 2.5;

/**
 * A fill that is distinguished without colour. Only high-contrast themes get patterns; in others they would distract.
 */
export function fill(theme: Theme, colour: string, texture: Texture): string | CanvasPattern {
  if (!theme.textured || texture === 'plain') return colour;
  const tile = document.createElement('canvas');
  tile.width = TILE;
  tile.height = TILE;
  const context = tile.getContext('2d');
  if (!context) return colour;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, TILE, TILE);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = LINE_WIDTH;
  const { lines, area } = TILES[texture];
  if (lines) context.stroke(new Path2D(lines));
  if (area) context.fill(new Path2D(area));
  return context.createPattern(tile, 'repeat') ?? colour;
}

/** As {@link fill}, for a drawing: an SVG pattern, referenced as `url(#id)`. */
export function texturePattern(
  id: string,
  theme: Theme,
  colour: string,
  texture: Exclude<Texture, 'plain'>,
): SVGElement {
  const { lines, area } = TILES[texture];
  return svg(
    'pattern',
    { id, width: TILE, height: TILE, patternUnits: 'userSpaceOnUse' },
    svg('rect', { width: TILE, height: TILE, fill: theme.background }),
    lines ? svg('path', { d: lines, stroke: colour, 'stroke-width': LINE_WIDTH }) : null,
    area ? svg('path', { d: area, fill: colour }) : null,
  );
}
