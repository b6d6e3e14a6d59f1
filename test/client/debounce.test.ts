import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { debounce } from '../../client/debounce.js';
import { TopologyPreview } from '../../client/panel/topology-preview.js';
import type { TopologyAnswer, TopologyOrder } from '../../server/protocol/runs.js';

/** A server that records questions in order and answers when the test says so. */
function slowServer<Question, Answer>() {
  const asked: { question: Question; answer: (answer: Answer) => Promise<void> }[] = [];
  const ask = (question: Question) =>
    new Promise<Answer>((resolve) => {
      const answer = async (given: Answer) => {
        resolve(given);
        await vi.advanceTimersByTimeAsync(0);
      };
      asked.push({ question, answer });
    });
  return { asked, ask };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a debounced action', () => {
  test('runs when the changes pause', async () => {
    const action = vi.fn(async () => undefined);
    const { soon } = debounce(action, 150, 1000);
    for (let key = 0; key < 5; key++) {
      soon();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(action).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(50);
    expect(action).toHaveBeenCalledTimes(1);
  });

  test('runs every second while the changes never pause', async () => {
    const action = vi.fn(async () => undefined);
    const { soon } = debounce(action, 150, 1000);
    for (let key = 0; key < 300; key++) {
      soon();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(action.mock.calls.length).toBeGreaterThanOrEqual(25);
  });

  test('runs once more, and not as often as it was requested, where it takes long', async () => {
    const { asked, ask } = slowServer<void, void>();
    const { soon } = debounce(ask, 150, 1000);
    for (let key = 0; key < 30; key++) {
      soon();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(asked).toHaveLength(1);
    await asked[0].answer();
    expect(asked).toHaveLength(2);
    await asked[1].answer();
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toHaveLength(2);
  });

  test('does not run after a cancellation', async () => {
    const { asked, ask } = slowServer<void, void>();
    const { soon, dispose } = debounce(ask, 150, 1000);
    soon();
    await vi.advanceTimersByTimeAsync(150);
    soon();
    dispose();
    await asked[0].answer();
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toHaveLength(1);
  });
});

describe('the preview of a topology', () => {
  const TEXT = { toString: () => 'file:///a.twin' } as never;
  const START = { line: 0, character: 0 };
  const drawn = (declaration: string): TopologyAnswer => ({
    kind: 'topology',
    declaration,
    network: { nodes: [], links: [] } as never,
  });

  function preview() {
    const shown: unknown[] = [];
    const tab = { open() {}, isOpen: true, setTitle() {}, show: (message: unknown) => shown.push(message) };
    const { asked, ask } = slowServer<TopologyOrder, TopologyAnswer>();
    const opened = new TopologyPreview(tab as never, tab as never, {
      topology: ask,
      declaration: async () => ({}) as never,
    });
    return { opened, shown, asked };
  }

  test('follows a text that is broken when it is opened', async () => {
    const { opened, shown, asked } = preview();
    void opened.show(TEXT, START);
    await asked[0].answer({ kind: 'none', message: 'Preview paused.' });
    expect(opened.follows(TEXT)).toBe(true);
    void opened.drawAgain();
    await asked[1].answer(drawn('Four'));
    expect(shown.at(-1)).toMatchObject({ type: 'topology', topology: { declaration: 'Four' }, problem: null });
  });

  test('follows a text that changes before its first drawing', async () => {
    const { opened, shown, asked } = preview();
    void opened.show(TEXT, START);
    expect(opened.follows(TEXT)).toBe(true);
    void opened.drawAgain();
    await asked[1].answer(drawn('New'));
    await asked[0].answer(drawn('Old'));
    expect(shown.at(-1)).toMatchObject({ topology: { declaration: 'New' } });
    void opened.drawAgain();
    expect(asked[2].question).toMatchObject({ declaration: 'New' });
  });
});
