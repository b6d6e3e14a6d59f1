import { PALETTES, type Palette, type ThemeKind } from './palettes.js';

/** The colours and fonts of the page for drawings: canvas and SVG cannot use CSS variables. */
export interface Theme {
  kind: ThemeKind;
  palette: Palette;
  /** High contrast: fills carry textures and outlines, so that nothing depends on colour. */
  textured: boolean;
  font: string;
  /** px */
  fontSize: number;
  background: string;
  foreground: string;
  /** For axis labels and secondary text. */
  muted: string;
  grid: string;
  axis: string;
  land: string;
  shore: string;
  /** For the selection. */
  focus: string;
  hover: { background: string; foreground: string; border: string };
}

/** For figures in papers: black on white, whatever the editor looks like. */
export const PUBLICATION: Theme = {
  kind: 'light',
  palette: PALETTES.light,
  textured: false,
  font: 'Helvetica, Arial, sans-serif',
  fontSize: 12,
  background: '#ffffff',
  foreground: '#000000',
  muted: '#333333',
  grid: '#e4e4e4',
  axis: '#666666',
  land: '#eceff1',
  shore: '#cfd5d9',
  focus: '#000000',
  hover: { background: '#ffffff', foreground: '#000000', border: '#666666' },
};

/** Reads the theme from the page: VS Code sets its variables on the root and the kind on the body. */
export function readTheme(): Theme {
  const styles = getComputedStyle(document.body);
  const read = (variable: string) => styles.getPropertyValue(variable).trim();
  const kind = readKind();
  return {
    kind,
    palette: PALETTES[kind],
    textured: kind === 'highContrastDark' || kind === 'highContrastLight',
    font: styles.fontFamily,
    fontSize: Math.max(11, Number.parseFloat(styles.fontSize) - 1),
    background: read('--background'),
    foreground: read('--foreground'),
    muted: read('--muted'),
    grid: read('--grid'),
    axis: read('--axis'),
    land: read('--land'),
    shore: read('--shore'),
    focus: read('--focus'),
    hover: {
      background: read('--hover-background'),
      foreground: read('--hover-foreground'),
      border: read('--hover-border'),
    },
  };
}

function readKind(): ThemeKind {
  const classes = document.body.classList;
  if (classes.contains('vscode-high-contrast-light')) return 'highContrastLight';
  if (classes.contains('vscode-high-contrast')) return 'highContrastDark';
  if (classes.contains('vscode-dark')) return 'dark';
  if (classes.contains('vscode-light')) return 'light';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Calls back when the colours of the editor, or of a page of its own, have changed. */
export function onThemeChange(callback: () => void): void {
  const observer = new MutationObserver(callback);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', callback);
}
