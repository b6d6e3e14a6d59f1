import type { Theme } from '../theme/theme.js';

/** Text that stays readable where it crosses a line: it stands on a rim of the background. */
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
