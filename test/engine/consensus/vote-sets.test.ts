import { describe, expect, test } from 'vitest';
import { VoteSets } from '../../../engine/consensus/vote-sets.js';

describe('votes', () => {
  test('count each sender once, separately for each phase and node', () => {
    const voteSets = new VoteSets(40, 2);
    const slot = voteSets.open(1, 0, 7, -1);
    for (const votes of voteSets.phases) {
      expect([3, 35, 3, 35, 39].map((sender) => votes.add(slot, 2, sender))).toEqual([1, 2, 0, 0, 3]);
      expect(votes.add(slot, 3, 35)).toBe(1);
      expect(votes.voters(slot, 2)).toEqual([3, 35, 39]);
      expect(votes.voters(slot, 3)).toEqual([35]);
      expect(votes.voters(slot, 4)).toEqual([]);
    }
  });

  test('on another content, view or height are counted separately', () => {
    const voteSets = new VoteSets(4, 1);
    const slots = [
      voteSets.open(1, 0, 7, -1),
      voteSets.open(1, 0, 8, -1),
      voteSets.open(1, 1, 7, 0),
      voteSets.open(2, 0, 7, -1),
    ];
    expect(new Set(slots).size).toBe(4);
    expect(voteSets.open(1, 1, 7, 0)).toBe(slots[2]);
    expect(voteSets.find(1, 0, 8)).toBe(slots[1]);
    expect(voteSets.find(1, 0, 9)).toBe(-1);
    const [votes] = voteSets.phases;
    votes.add(slots[0], 0, 1);
    expect(slots.map((slot) => votes.add(slot, 0, 1))).toEqual([0, 1, 1, 1]);
    expect(voteSets.at(1)).toEqual(slots.slice(0, 3));
  });
});

describe('a vote set that is forgotten', () => {
  test('is not found by messages that are still in flight', () => {
    const voteSets = new VoteSets(4, 1);
    const old = voteSets.open(1, 0, 7, -1);
    const handle = voteSets.handle(old);
    expect(voteSets.slot(handle)).toBe(old);
    voteSets.forget(2);
    expect(voteSets.slot(handle)).toBe(-1);
  });

  test('leaves its slot to a new set, which starts without votes', () => {
    const voteSets = new VoteSets(4, 1);
    const old = voteSets.open(1, 0, 7, -1);
    const handle = voteSets.handle(old);
    const [votes] = voteSets.phases;
    votes.add(old, 0, 1);
    voteSets.proposed[old * 4] = 1;
    voteSets.forget(2);
    const next = voteSets.open(2, 0, 9, -1);
    expect(next).toBe(old);
    expect(voteSets.slot(handle)).toBe(-1);
    expect(voteSets.slot(voteSets.handle(next))).toBe(next);
    expect(voteSets.proposed[next * 4]).toBe(0);
    expect(votes.voters(next, 0)).toEqual([]);
    expect(votes.add(next, 0, 1)).toBe(1);
  });

  test('is the oldest where more than a thousand are open', () => {
    const voteSets = new VoteSets(4, 1);
    const handles = Array.from({ length: 1500 }, (_, view) => voteSets.handle(voteSets.open(1, view, 7, -1)));
    const known = handles.map((handle) => voteSets.slot(handle) >= 0);
    expect(known.lastIndexOf(false)).toBe(known.indexOf(true) - 1);
    expect(known.filter((open) => open).length).toBeGreaterThan(1000);
  });
});
