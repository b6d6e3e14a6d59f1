import type { MapView } from '../../../server/protocol/panel.js';

/** The whole map. */
export const WHOLE_MAP: MapView = { zoom: 1, x: 0.5, y: 0.5 };
/** At this zoom, cities are seen street by street. */
export const MAX_ZOOM = 64;

/**
 * The map after zooming, with one point of the picture staying where it is.
 *
 * @param at in shares of the picture's width and height
 */
export function zoomedMap({ zoom, x, y }: MapView, factor: number, at: { x: number; y: number }): MapView {
  const next = Math.min(MAX_ZOOM, Math.max(1, zoom * factor));
  const moved = 1 / zoom - 1 / next;
  return insideMap({ zoom: next, x: x + (at.x - 0.5) * moved, y: y + (at.y - 0.5) * moved });
}

/** @param by how far the picture moves to the left and up, in shares of its width and height */
export function pannedMap({ zoom, x, y }: MapView, by: { x: number; y: number }): MapView {
  return insideMap({ zoom, x: x + by.x / zoom, y: y + by.y / zoom });
}

/** Nothing beyond the edges of the whole map is shown. */
function insideMap({ zoom, x, y }: MapView): MapView {
  const half = 0.5 / zoom;
  const kept = (value: number) => Math.min(1 - half, Math.max(half, value));
  return { zoom, x: kept(x), y: kept(y) };
}
