import { describe, expect, test } from 'vitest';
import { Ballots } from '../../../engine/consensus/ballots.js';

describe('votes', () => {
  test('count once per sender, in each phase and at each node on its own', () => {
    const ballots = new Ballots(40, 2);
    const slot = ballots.open(1, 0, 7, -1);
    for (const votes of ballots.phases) {
      expect([3, 35, 3, 35, 39].map((sender) => votes.add(slot, 2, sender))).toEqual([1, 2, 0, 0, 3]);
      expect(votes.add(slot, 3, 35)).toBe(1);
      expect(votes.voters(slot, 2)).toEqual([3, 35, 39]);
      expect(votes.voters(slot, 3)).toEqual([35]);
      expect(votes.voters(slot, 4)).toEqual([]);
    }
  });

  test('on another content, view or height are others', () => {
    const ballots = new Ballots(4, 1);
    const slots = [
      ballots.open(1, 0, 7, -1),
      ballots.open(1, 0, 8, -1),
      ballots.open(1, 1, 7, 0),
      ballots.open(2, 0, 7, -1),
    ];
    expect(new Set(slots).size).toBe(4);
    expect(ballots.open(1, 1, 7, 0)).toBe(slots[2]);
    expect(ballots.find(1, 0, 8)).toBe(slots[1]);
    expect(ballots.find(1, 0, 9)).toBe(-1);
    const [votes] = ballots.phases;
    votes.add(slots[0], 0, 1);
    expect(slots.map((slot) => votes.add(slot, 0, 1))).toEqual([0, 1, 1, 1]);
    expect(ballots.at(1)).toEqual(slots.slice(0, 3));
  });
});

describe('a ballot that is forgotten', () => {
  test('is not found any more by messages that are still under way', () => {
    const ballots = new Ballots(4, 1);
    const old = ballots.open(1, 0, 7, -1);
    const ticket = ballots.ticket(old);
    expect(ballots.slot(ticket)).toBe(old);
    ballots.forget(2);
    expect(ballots.slot(ticket)).toBe(-1);
  });

  test('leaves its slot to another one, which starts without votes', () => {
    const ballots = new Ballots(4, 1);
    const old = ballots.open(1, 0, 7, -1);
    const ticket = ballots.ticket(old);
    const [votes] = ballots.phases;
    votes.add(old, 0, 1);
    ballots.proposed[old * 4] = 1;
    ballots.forget(2);
    const next = ballots.open(2, 0, 9, -1);
    expect(next).toBe(old);
    expect(ballots.slot(ticket)).toBe(-1);
    expect(ballots.slot(ballots.ticket(next))).toBe(next);
    expect(ballots.proposed[next * 4]).toBe(0);
    expect(votes.voters(next, 0)).toEqual([]);
    expect(votes.add(next, 0, 1)).toBe(1);
  });

  test('is the oldest one, where more than a thousand are open', () => {
    const ballots = new Ballots(4, 1);
    const tickets = Array.from({ length: 1500 }, (_, view) => ballots.ticket(ballots.open(1, view, 7, -1)));
    const known = tickets.map((ticket) => ballots.slot(ticket) >= 0);
    expect(known.lastIndexOf(false)).toBe(known.indexOf(true) - 1);
    expect(known.filter((open) => open).length).toBeGreaterThan(1000);
  });
});
