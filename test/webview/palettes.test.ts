import { describe, expect, test } from 'vitest';
import { PALETTES, type Palette, type ThemeKind, translucent } from '../../client/webview/theme/palettes.js';

type Rgb = [red: number, green: number, blue: number];

const BACKGROUNDS: Record<ThemeKind, string> = {
  light: '#ffffff',
  dark: '#1f1f1f',
  highContrastLight: '#ffffff',
  highContrastDark: '#000000',
};

/** Simulated colour blindness on linear RGB, after Machado, Oliveira and Fernandes (2009), at full severity. */
const VISION: Record<string, [Rgb, Rgb, Rgb]> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(colour: string): Rgb {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return channels.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as Rgb;
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast by WCAG 2, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** CIELAB of linear sRGB, white point D65. */
function lab([red, green, blue]: Rgb): Rgb {
  const f = (value: number) => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116);
  const x = f((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
  const y = f(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
  const z = f((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seen(colour: string, vision: string): Rgb {
  const channels = linear(colour);
  const mixed = VISION[vision].map((row) => row.reduce((sum, weight, i) => sum + weight * channels[i], 0));
  return lab(mixed.map((value) => Math.min(1, Math.max(0, value))) as Rgb);
}

function distance(a: string, b: string, vision: string): number {
  const [first, second] = [seen(a, vision), seen(b, vision)];
  return Math.hypot(...first.map((value, i) => value - second[i]));
}

function singles({ agreement, propagation, update, ordinary, switch: switched }: Palette): string[] {
  return [agreement, propagation, update, ordinary, switched];
}

const KINDS = Object.keys(PALETTES) as ThemeKind[];

describe.each(KINDS)('the colours of %s', (kind) => {
  const palette = PALETTES[kind];
  const least = kind.startsWith('highContrast') ? 4.5 : 3;

  test('stand out from the background', () => {
    for (const colour of [...singles(palette), ...palette.runs])
      expect(contrast(colour, BACKGROUNDS[kind]), colour).toBeGreaterThanOrEqual(least);
  });

  test.each(Object.keys(VISION))('distinguish phases and kinds of blocks with %s', (vision) => {
    const { agreement, propagation, update, ordinary, switch: switched } = palette;
    const neighbours = [
      [agreement, propagation],
      [propagation, update],
      [agreement, update],
      [ordinary, switched],
      [palette.runs[0], palette.runs[1]],
    ];
    for (const [a, b] of neighbours) expect(distance(a, b, vision), `${a} and ${b}`).toBeGreaterThan(12);
  });
});

test('a colour is made translucent', () => {
  expect(translucent('#0072b2', 1)).toBe('#0072b2ff');
  expect(translucent('#0072b2', 0.5)).toBe('#0072b280');
});
