import { beforeAll, describe, expect, test } from 'vitest';
import { CheckedEventQueue } from '../../../engine/checks/checked-event-queue.js';
import { CheckedNetwork } from '../../../engine/checks/checked-network.js';
import { EngineFault } from '../../../engine/checks/engine-fault.js';
import { GrowingHeights } from '../../../engine/checks/growing-heights.js';
import type { Fact } from '../../../engine/model/facts.js';
import type { Network } from '../../../engine/network/message.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { deafened } from '../consensus/number-chain.js';
import { digest } from '../digest.js';
import { GOLDEN_CASES } from '../golden/cases.js';
import { constantTopology, openNetwork } from '../network/open-network.js';

beforeAll(prepare);

function results(name: string, check: boolean, duration: number): string {
  const simulation = new Simulation({ ...GOLDEN_CASES[name], duration }, { check });
  simulation.advance(duration);
  return digest(simulation.results());
}

test.each(Object.keys(GOLDEN_CASES))('a checked run of %s keeps every promise, and has the same results', (name) => {
  expect(results(name, true, 40)).toBe(results(name, false, 40));
});

describe('an event queue', () => {
  test('refuses two events of the same time and order when they are taken out', () => {
    const queue = new CheckedEventQueue();
    for (const order of [3, 1, 3]) queue.push(5, order, 0);
    queue.pop();
    expect(() => queue.pop()).toThrow('simultaneous events differ in their order, but two at 5 ns have the same, 3');
  });

  test('refuses an invalid time, and an event in the past', () => {
    const queue = new CheckedEventQueue();
    expect(() => queue.push(Number.NaN, 1, 0)).toThrow(EngineFault);
    queue.push(5, 1, 0);
    expect(() => queue.replaceTop(4, 2)).toThrow('an event at 5 ns does not go on at 4 ns, before');
  });
});

describe('a network', () => {
  const checked = () => new CheckedNetwork(openNetwork(constantTopology(4)).transport);

  test('refuses a second message of the same name', () => {
    const network = checked();
    network.broadcast(0, 1, 2, 0, 100, 7, 0);
    network.broadcast(0, 1, 2, 0, 100, 8, 0);
    network.send(0, 1, 2, 3, 0, 100, 7, 0);
    expect(() => network.broadcast(0, 1, 2, 9, 50, 7, 0)).toThrow('(0, 1, 2, -1, 7, 0) was sent twice');
    expect(() => network.send(0, 1, 2, 3, 0, 100, 7, 0)).toThrow(EngineFault);
  });

  test('refuses such a name as a topic, too, since both draw from one stream', () => {
    const network = checked();
    network.broadcast(0, 1, 2, 0, 100, 7, 0);
    const participants = Int32Array.of(0, 1, 2, 3);
    const topic = network.open({ dissemination: 'direct', participants, validation: 0 }, 0);
    expect(() => network.broadcast(topic, 1, 2, 0, 100, 7, 0)).toThrow(EngineFault);
  });

  test('refuses a timer in the past', () => {
    const network = checked();
    network.wake(100, 0, 0, 0, 0);
    network.next(1000);
    expect(() => network.wake(99, 0, 0, 0, 0)).toThrow('a timer is not set to 99 ns, which is before 100 ns');
  });

  test('refuses time that runs backwards', () => {
    const inner = openNetwork(constantTopology(4)).transport;
    let shift = 0;
    const odd: Network = Object.create(
      deafened(inner, () => false),
      { now: { get: () => inner.now - shift } },
    );
    const network = new CheckedNetwork(odd);
    network.wake(100, 0, 0, 0, 0);
    network.wake(200, 0, 0, 0, 0);
    network.next(1000);
    shift = 150;
    expect(() => network.next(1000)).toThrow('time does not run back from 100 ns to 50 ns');
  });
});

describe('heights', () => {
  const committed = (node: number, height: number): Fact => {
    return { kind: 'blockCommitted', node, block: height, height, view: 0, transactions: 0, isSwitch: false };
  };
  const applied = (from: number, to: number): Fact => ({ kind: 'configurationApplied', node: 0, from, to });

  test.each<[string, [number, Fact][], string]>([
    [
      'leave none out',
      [
        [1, committed(0, 1)],
        [2, committed(0, 3)],
      ],
      'blocks of node 0 follow one another, and 3 does not follow 1',
    ],
    [
      'do not come twice',
      [
        [1, committed(0, 1)],
        [2, committed(0, 1)],
      ],
      '1 does not follow 1',
    ],
    [
      'of configurations only grow',
      [
        [1, applied(0, 2)],
        [2, applied(2, 1)],
      ],
      'it went from 2 to 1 after 2',
    ],
    [
      'are told in the order of time',
      [
        [2, committed(0, 1)],
        [1, committed(1, 1)],
      ],
      '1 ns is before 2 ns',
    ],
  ])('%s', (_, facts, message) => {
    const heights = new GrowingHeights();
    const [first, second] = facts;
    heights.record(...first);
    expect(() => heights.record(...second)).toThrow(message);
  });

  test('of different nodes have nothing to do with each other', () => {
    const heights = new GrowingHeights();
    for (const [node, height] of [
      [0, 1],
      [0, 2],
      [1, 1],
    ])
      heights.record(1, committed(node, height));
    expect(() => heights.record(1, committed(1, 3))).toThrow(EngineFault);
  });
});
