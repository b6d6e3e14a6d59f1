import { readFileSync } from 'node:fs';

/** The contributions in package.json that the tests look at. */
export interface Manifest {
  l10n: string;
  contributes: {
    commands: { command: string; title: string; category?: string }[];
    configuration: { properties: Record<string, unknown> };
    keybindings: { command: string; key: string; when: string }[];
    menus: Record<string, { command: string; when: string }[]>;
    walkthroughs: {
      id: string;
      steps: { description: string; media: { svg: string }; completionEvents: string[] }[];
    }[];
    viewsWelcome: { contents: string }[];
    views: Record<string, { id: string }[]>;
  };
}

export const NLS = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;

export const RAW_MANIFEST = readFileSync('package.json', 'utf8');

/** package.json with its placeholders replaced by their texts. */
export const MANIFEST = JSON.parse(
  RAW_MANIFEST.replace(/"%([\w.]+)%"/g, (placeholder, key: string) => JSON.stringify(NLS[key] ?? placeholder)),
) as Manifest;
