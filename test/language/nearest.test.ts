import { expect, test } from 'vitest';
import { nearest } from '../../language/names/nearest.js';

const PROTOCOLS = ['pbft', 'bigfoot', 'tendermint', 'hotstuff'];

test.each([
  ['pbtf', 'pbft'],
  ['pbf', 'pbft'],
  ['PBFT', 'pbft'],
  ['pbftt', 'pbft'],
  ['hotstuf', 'hotstuff'],
  ['hotsutff', 'hotstuff'],
  ['bigfut', 'bigfoot'],
  ['tender', 'tendermint'],
])('%s is taken for a slip of the pen for %s', (found, meant) => {
  expect(nearest(found, PROTOCOLS)).toEqual([meant]);
});

test.each(['raft', 'paxos', 'hotel', 'x', 'ft'])('%s is another word', (found) => {
  expect(nearest(found, PROTOCOLS)).toEqual([]);
});

test('one letter is not taken for another letter', () => {
  expect(nearest('C', ['A', 'B'])).toEqual([]);
  expect(nearest('a', ['A', 'B'])).toEqual(['A']);
});

test('a mistake in a name of two letters is recognised, and an abbreviation stands for the longer word', () => {
  expect(nearest('tc', ['tx', 'kB'])).toEqual(['tx']);
  expect(nearest('msec', ['ms', 'min'])).toEqual(['ms']);
});

test('the nearest come first, and names with two letters swapped are near', () => {
  expect(nearest('p59', ['p99', 'p95', 'p5', 'median'])).toEqual(['p5', 'p95', 'p99']);
});
