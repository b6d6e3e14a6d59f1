import { expect, test } from 'vitest';
import { cyclesAmong } from './cycles.js';

const edges = (text: string) => text.split(' ').map((pair) => ({ from: pair[0], to: pair[1] }));

test('a chain and a diamond have no cycle', () => {
  expect(cyclesAmong(edges('ab bc ac'))).toEqual([]);
});

test('a cycle is listed along its path', () => {
  expect(cyclesAmong(edges('ab bc cb cd'))).toEqual(['b → c → b']);
});

test('a file that imports itself is a cycle', () => {
  expect(cyclesAmong(edges('aa'))).toEqual(['a → a']);
});
