import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesBelow } from '../architecture/sources.js';
import { MANIFEST, NLS, RAW_MANIFEST } from './manifest.js';

const { contributes } = MANIFEST;
const commands = new Set(contributes.commands.map(({ command }) => command));
const sources = filesBelow('client', /\.ts$/).map((file) => readFileSync(file, 'utf8'));

/** The Twinchain commands that the links in a text run. */
const linked = (text: string) => [...text.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command);

describe('package.json', () => {
  test('takes all its texts from package.nls.json, which has no others', () => {
    const used = [...RAW_MANIFEST.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    expect([...new Set(used)].sort()).toEqual(Object.keys(NLS).sort());
    const texts = ['title', 'description', 'markdownDescription', 'contents', 'altText', 'contextualTitle', 'category'];
    const { contributes: raw } = JSON.parse(RAW_MANIFEST) as { contributes: unknown };
    const bypassing: string[] = [];
    JSON.stringify(raw, (key, value: unknown) => {
      if (texts.includes(key) && typeof value === 'string' && !/^%[\w.]+%$/.test(value)) bypassing.push(value);
      return value;
    });
    expect(bypassing).toEqual([]);
  });

  test('names commands that exist, in menus, keys, welcome texts and the walkthrough', () => {
    const named = [
      ...contributes.keybindings.map(({ command }) => command),
      ...Object.values(contributes.menus).flatMap((entries) => entries.map(({ command }) => command)),
      ...contributes.viewsWelcome.flatMap(({ contents }) => linked(contents)),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.flatMap(({ description }) => linked(description))),
    ];
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((command) => !commands.has(command))).toEqual([]);
  });

  test('has an implementation of every command', () => {
    const isRegistered = (command: string) =>
      sources.some((source) => source.includes(`'${command}'`) || source.includes(`\`${command}\``)) ||
      // The history registers its commands by the last part of their names.
      sources.some((source) => source.includes(`('${command.replace('twinchain.history.', '')}', `));
    expect([...commands].filter((command) => !isRegistered(command))).toEqual([]);
  });
});

describe('the walkthrough', () => {
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

  test('has steps that end with something VS Code knows: one of our commands, contexts or views', () => {
    const contexts = (name: string) => sources.some((source) => source.includes(`'${name}'`));
    const views = Object.values(contributes.views).flatMap((group) => group.map(({ id }) => id));
    const exists = (event: string) => {
      const [kind, name] = event.split(':');
      if (kind === 'onCommand') return commands.has(name);
      if (kind === 'onContext') return contexts(name);
      return kind === 'onView' && views.includes(name);
    };
    for (const { completionEvents } of steps) {
      expect(completionEvents.length).toBeGreaterThan(0);
      expect(completionEvents.filter((event) => !exists(event))).toEqual([]);
    }
  });

  test('is the one that the extension opens', () => {
    expect(sources.some((source) => source.includes(`WALKTHROUGH = '${contributes.walkthroughs[0].id}'`))).toBe(true);
  });
});

describe('Ctrl+F5', () => {
  test('runs a scenario from its text and from the results panel', () => {
    const [key] = contributes.keybindings.filter(({ command }) => command === 'twinchain.runScenario');
    expect(key.key).toBe('ctrl+f5');
    expect(key.when).toContain('editorLangId == twin');
    expect(key.when).toContain('activeWebviewPanelId == twinchain.results');
  });
});
