import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue } from '../../../engine/kernel/event-queue.js';

interface Entry {
  time: number;
  order: number;
  payload: number;
}

const earlier = (a: Entry, b: Entry) => a.time - b.time || a.order - b.order;

/** Empties the queue from its front. */
function drain(queue: EventQueue): [time: number, payload: number][] {
  const taken: [number, number][] = [];
  while (queue.size > 0) {
    taken.push([queue.topTime, queue.topPayload]);
    queue.pop();
  }
  return taken;
}

test('events leave by time, and simultaneous ones by order, as in a sorted list', () => {
  // Few distinct times, so most events are simultaneous with another one.
  const entries = fc.array(fc.tuple(fc.nat(20), fc.integer()), { maxLength: 600, size: 'max' });
  fc.assert(
    fc.property(entries, (drawn) => {
      const queue = new EventQueue();
      const all = drawn.map(([time, payload], i): Entry => ({ time, order: (i * 7919) % 1009, payload }));
      for (const { time, order, payload } of all) queue.push(time, order, payload);
      expect(drain(queue)).toEqual(all.sort(earlier).map(({ time, payload }) => [time, payload]));
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('pushing, popping and replacing in any order keep the earliest event first', () => {
  const step = fc.record({ what: fc.constantFrom('push', 'push', 'pop', 'replace'), time: fc.nat(50) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 500, size: 'max' }), (steps) => {
      const queue = new EventQueue();
      const model: Entry[] = [];
      let orders = 0;
      for (const { what, time } of steps) {
        model.sort(earlier);
        const order = orders++;
        if (what === 'push' || model.length === 0) {
          queue.push(time, order, order);
          model.push({ time, order, payload: order });
        } else if (what === 'pop') {
          queue.pop();
          model.shift();
        } else {
          const later = model[0].time + time;
          queue.replaceTop(later, order);
          model[0] = { time: later, order, payload: model[0].payload };
        }
        expect(queue.size).toBe(model.length);
      }
      expect(drain(queue)).toEqual(model.sort(earlier).map(({ time, payload }) => [time, payload]));
    }),
    { seed: 2, numRuns: 200 },
  );
});

test('times keep all their bits: two events a nanosecond apart after a month keep their order', () => {
  const queue = new EventQueue();
  const month = 30 * 86_400e9;
  queue.push(month + 1, 0, 2);
  queue.push(month, 1, 1);
  expect(drain(queue)).toEqual([
    [month, 1],
    [month + 1, 2],
  ]);
});
