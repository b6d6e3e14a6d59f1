import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** The inputs of a bundle, from esbuild's report beside it, without those that were read but not included. */
function inputsOf(bundle: string): string[] {
  const { outputs } = JSON.parse(readFileSync(`dist/metafiles/${bundle}.json`, 'utf8')) as {
    outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
  };
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
  );
}

describe('the bundles', () => {
  // With two copies of the library, one copy does not recognize errors of the other, and a cancelled request is
  // answered as if it had succeeded.
  for (const bundle of ['server', 'language-client']) {
    test(`${bundle} contains exactly one copy of the language server protocol`, () => {
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

  // The process of a run has the memory of the language to itself.
  test.each(['worker', 'cli'])('what a run is made of carries no language: %s', (bundle) => {
    const inputs = inputsOf(bundle);
    expect(inputs.some((file) => file.startsWith('engine/'))).toBe(true);
    expect(inputs.filter((file) => file.includes('langium'))).toEqual([]);
  });

  test('the command line can be executed', () => {
    expect(readFileSync('dist/cli.cjs', 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
    expect(statSync('dist/cli.cjs').size).toBeGreaterThan(0);
  });
});
