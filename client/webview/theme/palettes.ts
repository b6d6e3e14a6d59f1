export type ThemeKind = 'light' | 'dark' | 'highContrastLight' | 'highContrastDark';

/**
 * Colours of figures. Hues follow Okabe and Ito, who chose them for colour-blind readers; on each background their
 * lightness gives a contrast of 3:1. Phases, kinds of blocks and chains do not share hues within a picture.
 */
export interface Palette {
  agreement: string;
  propagation: string;
  update: string;
  /** For blocks under one configuration, and totals. */
  ordinary: string;
  /** For blocks across a switch. */
  switch: string;
  /** For faults. */
  fault: string;
  /** For runs side by side, in order; dashes and point shapes distinguish them as well. */
  runs: readonly string[];
}

export const PALETTES: Record<ThemeKind, Palette> = {
  light: {
    agreement: '#0072b2',
    propagation: '#d55e00',
    update: '#009e73',
    ordinary: '#85909c',
    switch: '#9c2f6d',
    fault: '#8a6d00',
    runs: ['#0072b2', '#d55e00', '#009e73', '#9c2f6d', '#85909c'],
  },
  dark: {
    agreement: '#56a8e0',
    propagation: '#e69f00',
    update: '#4fd0a5',
    ordinary: '#8a95a2',
    switch: '#f2aed3',
    fault: '#f0e442',
    runs: ['#56a8e0', '#e69f00', '#4fd0a5', '#f2aed3', '#8a95a2'],
  },
  highContrastLight: {
    agreement: '#00508a',
    propagation: '#a03e00',
    update: '#007a58',
    ordinary: '#3b3b3b',
    switch: '#87286a',
    fault: '#665000',
    runs: ['#00508a', '#a03e00', '#007a58', '#87286a', '#3b3b3b'],
  },
  highContrastDark: {
    agreement: '#6cc5ff',
    propagation: '#ffb000',
    update: '#3ddc97',
    ordinary: '#ffffff',
    switch: '#ff7fc3',
    fault: '#f7f05a',
    runs: ['#6cc5ff', '#ffb000', '#3ddc97', '#ff7fc3', '#ffffff'],
  },
};

/** Dashes of the lines of runs side by side. */
export const DASHES: readonly number[][] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4]];

/** `#rrggbb` with an opacity from 0 to 1. */
export function translucent(colour: string, opacity: number): string {
  const alpha = Math.round(Math.min(1, Math.max(0, opacity)) * 255);
  return `${colour}${alpha.toString(16).padStart(2, '0')}`;
}
