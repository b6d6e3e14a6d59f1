export type ThemeKind = 'light' | 'dark' | 'highContrastLight' | 'highContrastDark';

/**
 * Colours of what is drawn. Hues follow Okabe and Ito, who chose them for colour-blind readers; on each background they
 * are set as light or dark as it takes for a contrast of 3:1. One meaning, one colour: phases, kinds of blocks and
 * chains do not share hues within a picture.
 */
export interface Palette {
  agreement: string;
  propagation: string;
  update: string;
  /** What is ordinary: blocks under one configuration, totals. */
  ordinary: string;
  /** What stands out: blocks across a switch. */
  switch: string;
  /** Runs side by side, in order; dashes and point shapes tell them apart as well. */
  runs: readonly string[];
}

export const PALETTES: Record<ThemeKind, Palette> = {
  light: {
    agreement: '#0072b2',
    propagation: '#d55e00',
    update: '#009e73',
    ordinary: '#6b7785',
    switch: '#b4528a',
    runs: ['#0072b2', '#d55e00', '#009e73', '#b4528a', '#6b7785'],
  },
  dark: {
    agreement: '#56a8e0',
    propagation: '#e69f00',
    update: '#2fb58c',
    ordinary: '#98a3b0',
    switch: '#d98cb8',
    runs: ['#56a8e0', '#e69f00', '#2fb58c', '#d98cb8', '#98a3b0'],
  },
  highContrastLight: {
    agreement: '#00508a',
    propagation: '#a03e00',
    update: '#00664a',
    ordinary: '#3b3b3b',
    switch: '#87286a',
    runs: ['#00508a', '#a03e00', '#00664a', '#87286a', '#3b3b3b'],
  },
  highContrastDark: {
    agreement: '#6cc5ff',
    propagation: '#ffb000',
    update: '#3ddc97',
    ordinary: '#d0d0d0',
    switch: '#ff9ed1',
    runs: ['#6cc5ff', '#ffb000', '#3ddc97', '#ff9ed1', '#ffffff'],
  },
};

/** Dashes of the lines of runs side by side. */
export const DASHES: readonly number[][] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4]];

/** `#rrggbb` with an opacity from 0 to 1. */
export function translucent(colour: string, opacity: number): string {
  const alpha = Math.round(Math.min(1, Math.max(0, opacity)) * 255);
  return `${colour}${alpha.toString(16).padStart(2, '0')}`;
}
