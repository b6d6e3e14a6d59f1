import * as l10n from '@vscode/l10n';
import type { Distribution } from '../../../engine/model/scenario.js';
import { probabilityBelow } from '../../values/mass.js';
import { quantileOf } from './distribution-facts.js';

const WIDTH = 320;
const HEIGHT = 116;
const LEFT = 8;
const RIGHT = WIDTH - 8;
const TOP = 8;
const BASE = HEIGHT - 22;
const BINS = 120;

/** Colours with at least 3:1 contrast on white and on the usual dark backgrounds. */
const CURVE = '#2f8fd0';
const FILL = '#56a0d3';
const MARK = '#d55e00';
const TEXT = '#7f7f7f';

/**
 * The density of a distribution as a small picture: the curve, the mean as a dashed line, and below it the range that
 * holds 98 % of the values. The background is transparent, and the colours are readable on light and dark.
 * @param write writes a value of the distribution with its unit
 */
export function densityPicture(distribution: Distribution, mean: number, write: (value: number) => string): string {
  const [lo, hi] = rangeOf(distribution);
  const x = (value: number) => LEFT + ((value - lo) / (hi - lo)) * (RIGHT - LEFT);
  const heights = densities(distribution, lo, hi);
  const highest = Math.max(...heights, Number.MIN_VALUE);
  const y = (height: number) => BASE - (height / highest) * (BASE - TOP);
  const step = (hi - lo) / heights.length;
  const points = heights.flatMap((height, bin) => [
    `${round(x(lo + bin * step))},${round(y(height))}`,
    `${round(x(lo + (bin + 1) * step))},${round(y(height))}`,
  ]);
  const line = isSmooth(distribution)
    ? heights.map((height, bin) => `${round(x(lo + (bin + 0.5) * step))},${round(y(height))}`)
    : points;
  const showsMean = Number.isFinite(mean) && mean >= lo && mean <= hi;
  const label = (text: string, at: number, anchor: string, colour = TEXT) =>
    `<text x="${round(at)}" y="${HEIGHT - 6}" font-size="11" font-family="system-ui, sans-serif" fill="${colour}" text-anchor="${anchor}">${text}</text>`;
  const meanX = x(mean);
  const roomForMean = meanX > LEFT + 80 && meanX < RIGHT - 80;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<polygon points="${LEFT},${BASE} ${line.join(' ')} ${RIGHT},${BASE}" fill="${FILL}" fill-opacity="0.35"/>`,
    `<polyline points="${line.join(' ')}" fill="none" stroke="${CURVE}" stroke-width="1.5" stroke-linejoin="round"/>`,
    `<line x1="${LEFT}" y1="${BASE}" x2="${RIGHT}" y2="${BASE}" stroke="${TEXT}"/>`,
    showsMean
      ? `<line x1="${round(meanX)}" y1="${TOP}" x2="${round(meanX)}" y2="${BASE}" stroke="${MARK}" stroke-width="1.5" stroke-dasharray="4 3"/>`
      : '',
    label(write(lo), LEFT, 'start'),
    label(write(hi), RIGHT, 'end'),
    showsMean && roomForMean ? label(l10n.t('mean {0}', write(mean)), meanX, 'middle', MARK) : '',
    '</svg>',
  ].join('');
}

/** A picture as a data URI, which Markdown can show without a file. */
export function dataUri(svg: string): string {
  const bytes = new TextEncoder().encode(svg);
  return `data:image/svg+xml;base64,${btoa(String.fromCharCode(...bytes))}`;
}

/** The range of nearly all values; a single value gets some margin. */
function rangeOf(distribution: Distribution): [number, number] {
  const lo = quantileOf(distribution, 0.005);
  const hi = quantileOf(distribution, 0.99);
  if (hi - lo > 1e-9 * Math.max(Math.abs(lo), Math.abs(hi))) {
    const room = (hi - lo) * 0.05;
    return [lo >= 0 && lo - room < 0 ? 0 : lo - room, hi + room];
  }
  const around = Math.abs(lo) || 1;
  return [lo - around / 2, lo + around / 2];
}

function isSmooth(distribution: Distribution): boolean {
  if (distribution.kind === 'mixture') return distribution.components.every((part) => isSmooth(part.distribution));
  return distribution.kind !== 'empirical' && distribution.kind !== 'constant' && distribution.kind !== 'uniform';
}

function densities(distribution: Distribution, lo: number, hi: number): number[] {
  const bins = distribution.kind === 'empirical' ? 30 : BINS;
  const step = (hi - lo) / bins;
  const heights: number[] = [];
  let below = probabilityBelow(distribution, lo);
  for (let bin = 1; bin <= bins; bin++) {
    const above = probabilityBelow(distribution, lo + bin * step);
    heights.push(Math.max(0, above - below));
    below = above;
  }
  return heights;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
