import type { Theme } from '../theme.js';

/** Ways to hatch a fill; neighbours in a picture take neighbours in this list. */
export type Texture = 'plain' | 'diagonal' | 'dots' | 'counterdiagonal' | 'horizontal';
export const TEXTURES: readonly Texture[] = ['plain', 'diagonal', 'dots', 'counterdiagonal', 'horizontal'];

/** A phase of a delay looks the same in every figure. */
export const PHASE_TEXTURES = {
  agreement: 'plain',
  propagation: 'diagonal',
  update: 'dots',
} as const satisfies Record<string, Texture>;

const TILE = 8;

/**
 * A fill that needs no colour to be told from its neighbours. Only high-contrast themes get textures; elsewhere they
 * would be noise.
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
  context.lineWidth = 2.5;
  drawTile(context, texture);
  return context.createPattern(tile, 'repeat') ?? colour;
}

function drawTile(context: CanvasRenderingContext2D, texture: Texture): void {
  if (texture === 'dots') {
    context.beginPath();
    context.arc(TILE / 2, TILE / 2, 2.2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  if (texture === 'horizontal') {
    context.fillRect(0, 2, TILE, 3);
    return;
  }
  const [from, to] = texture === 'diagonal' ? [TILE, 0] : [0, TILE];
  context.beginPath();
  // The neighbouring tiles' corners too, so that the lines meet across tiles.
  for (const shift of [-TILE, 0, TILE]) {
    context.moveTo(shift, from);
    context.lineTo(shift + TILE, to);
  }
  context.stroke();
}
