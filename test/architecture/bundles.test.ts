import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** What went into a bundle, as esbuild reports it beside the bundle. */
function inputsOf(bundle: string): string[] {
  const metafile = JSON.parse(readFileSync(`dist/metafiles/${bundle}.json`, 'utf8')) as {
    inputs: Record<string, unknown>;
  };
  return Object.keys(metafile.inputs);
}

describe('the bundles', () => {
  // With two copies an error of one is none to the other, and a cancelled request is answered as if it had succeeded.
  for (const bundle of ['server', 'extension']) {
    test(`${bundle} holds exactly one copy of the language server protocol`, () => {
      const copies = new Set(
        inputsOf(bundle).flatMap(
          (file) => /^(.*node_modules\/vscode-(?:jsonrpc|languageserver-protocol))\//.exec(file)?.[1] ?? [],
        ),
      );
      expect([...copies].sort()).toEqual([
        'node_modules/vscode-jsonrpc',
        'node_modules/vscode-languageserver-protocol',
      ]);
    });
  }

  test('the worker carries the engine and no language', () => {
    const inputs = inputsOf('worker');
    expect(inputs.some((file) => file.startsWith('engine/'))).toBe(true);
    expect(inputs.filter((file) => file.includes('langium'))).toEqual([]);
  });

  test('the command line can be executed', () => {
    expect(readFileSync('dist/cli.cjs', 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
    expect(statSync('dist/cli.cjs').size).toBeGreaterThan(0);
  });
});
