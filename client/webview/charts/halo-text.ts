import type { Theme } from '../theme/theme.js';

/** Text with a rim in the colour of the background, which stays legible across a line. */
export function haloText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
  theme: Theme,
): void {
  context.save();
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = theme.background;
  context.strokeText(text, x, y);
  context.restore();
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
