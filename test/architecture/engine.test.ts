import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesBelow } from './sources.js';

const engine = filesBelow('engine', /\.ts$/);

describe('the engine', () => {
  test('compiles without the types of Node or of a browser', () => {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'engine/tsconfig.json'], {
      stdio: 'pipe',
    });
    const { compilerOptions } = JSON.parse(readFileSync('engine/tsconfig.json', 'utf8'));
    expect(compilerOptions.types).toEqual([]);
    expect(compilerOptions.lib).toEqual(['ES2023']);
  });

  test('uses neither randomness nor the time of day', () => {
    const unrepeatable =
      /\b(Math\s*\.\s*random|Date\s*\.\s*now|new\s+Date\b|performance\s*\.\s*now|crypto\s*\.\s*getRandomValues)/;
    const withoutComments = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(engine.filter((file) => unrepeatable.test(withoutComments(file)))).toEqual([]);
    expect(unrepeatable.test('const x = Math.random();')).toBe(true);
  });
});
