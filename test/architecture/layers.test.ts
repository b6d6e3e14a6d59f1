import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cyclesAmong } from './cycles.js';
import { isWithin, LAYERS, layerOf, ONLY_FOR_THE_CLIENT } from './layers.js';
import { filesBelow, type ImportStatement, importsOf } from './sources.js';

const PANEL = 'client/webview';
const FOLDERS = ['engine', 'language', 'server', 'client'];
const sources = FOLDERS.flatMap((folder) => filesBelow(folder, /\.ts$/)).filter(
  (file) => !file.includes('/node_modules/'),
);
const imports = sources.flatMap((file) => importsOf(file));

/** The reason why a statement is forbidden; undefined if it is allowed. */
function objection({ from, to, kind }: ImportStatement): string | undefined {
  const name = layerOf(from);
  if (!name) return `${from} belongs to no part that the table of layers knows`;
  const layer = LAYERS[name];
  if (kind === 'node') return layer.node ? undefined : `${from} imports ${to}: ${name} must run in a browser`;
  if (kind === 'package') {
    if (ONLY_FOR_THE_CLIENT.includes(to) && name !== 'client')
      return `${from} imports ${to}, which only the client has`;
    return layer.packages.includes('*') || layer.packages.includes(to) ? undefined : `${from} imports ${to}`;
  }
  const allowed = layerOf(to) === name || layer.parts.some((part) => isWithin(to, part)) || isInnerFolder(to, name);
  return allowed ? undefined : `${from} imports ${to}`;
}

/** Modules at the top of the engine may import all its folders. */
function isInnerFolder(file: string, name: string): boolean {
  return name === 'engine' && isWithin(file, 'engine');
}

describe('imports', () => {
  test('are found', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  test('follow the layers', () => {
    expect(imports.map(objection).filter((reason) => reason !== undefined)).toEqual([]);
  });

  test('of the notification API, and of streams that may belong to a terminal, are in one file each', () => {
    const using = (pattern: RegExp, folder: string) =>
      sources.filter((file) => isWithin(file, folder) && pattern.test(readFileSync(file, 'utf8')));
    expect(using(/window\s*\.show(Information|Warning|Error)Message/, 'client')).toEqual(['client/notifications.ts']);
    // The message for an old Node version is a text of ours, printed before anything else is loaded.
    expect(using(/process\.std(out|err)\.write|console\.log/, 'server/cli')).toEqual([
      'server/cli/must-be-recent-node.ts',
    ]);
    expect(using(/\.innerHTML|insertAdjacentHTML|document\.write/, 'client/webview')).toEqual([]);
  });

  test('form no cycle, types left out', () => {
    expect(cyclesAmong(imports.filter(({ kind, typeOnly }) => kind === 'file' && !typeOnly))).toEqual([]);
  });

  test('form no cycle among the folders of the panel, types included', () => {
    const folderOf = (file: string) => path.posix.dirname(file);
    const among = imports
      .filter(({ kind, from, to }) => kind === 'file' && isWithin(from, PANEL) && isWithin(to, PANEL))
      .map(({ from, to }) => ({ from: folderOf(from), to: folderOf(to) }))
      .filter(({ from, to }) => from !== to);
    expect(among.length).toBeGreaterThan(10);
    expect(cyclesAmong(among)).toEqual([]);
  });

  test('lead from no folder of the engine back to it, types included', () => {
    const folder = (file: string) => /^engine\/[^/]+(?=\/)/.exec(file)?.[0] ?? file;
    const between = imports
      .filter(({ kind, from, to }) => kind === 'file' && isWithin(from, 'engine') && isWithin(to, 'engine'))
      .map(({ from, to }) => ({ from: folder(from), to: folder(to) }))
      .filter(({ from, to }) => from !== to);
    expect(between.length).toBeGreaterThan(50);
    expect(cyclesAmong(between)).toEqual([]);
  });

  test('lead from no folder of the server back to it, types included', () => {
    // Nested folders are parts of their parents.
    const folder = (file: string) => /^server\/(?:lsp\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? file;
    const between = imports
      .filter(({ kind, from, to }) => kind === 'file' && isWithin(from, 'server') && isWithin(to, 'server'))
      .map(({ from, to }) => ({ from: folder(from), to: folder(to) }))
      .filter(({ from, to }) => from !== to);
    expect(between.length).toBeGreaterThan(50);
    expect(cyclesAmong(between)).toEqual([]);
  });

  test('are recognised in every form that a file can use', () => {
    const text = `
      import a from './a.js';
      import type { B } from '../b.js';
      import {
        c,
      } from '@noble/hashes/sha2';
      export * from './d.js';
      const later = await import('./e.js');
      // import './f.js';`;
    expect(importsOf('engine/kernel/x.ts', text).map(({ to }) => to)).toEqual([
      'engine/kernel/a.ts',
      'engine/b.ts',
      '@noble/hashes',
      'engine/kernel/d.ts',
      'engine/kernel/e.ts',
    ]);
  });

  test('that break the rules are reported', () => {
    const forbidden = (from: string, to: string, kind: ImportStatement['kind']) =>
      objection({ from, to, kind, typeOnly: false });
    expect(forbidden('engine/kernel/x.ts', 'engine/network/y.ts', 'file')).toBeDefined();
    expect(forbidden('engine/x.ts', 'language/y.ts', 'file')).toBeDefined();
    expect(forbidden('engine/x.ts', 'node:fs', 'node')).toBeDefined();
    expect(forbidden('engine/x.ts', 'langium', 'package')).toBeDefined();
    expect(forbidden('language/x.ts', 'vscode', 'package')).toBeDefined();
    expect(forbidden('client/x.ts', 'engine/simulation.ts', 'file')).toBeDefined();
    expect(forbidden('elsewhere/x.ts', 'engine/simulation.ts', 'file')).toBeDefined();
  });
});
