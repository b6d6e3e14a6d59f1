import { describe, expect, test } from 'vitest';
import { type LanguageClientLibrary, ServerConnection } from '../../client/connection/server-connection.js';

const STATE = { Stopped: 1, Running: 2, Starting: 3 } as const;

/** Stands for the library's error class for error responses. */
class Answered extends Error {}

/** A connection whose client library arrives when the test says so, and the events of its client. */
function connection() {
  const told: string[] = [];
  const handlers = new Map<string, (params: unknown) => void>();
  let onState: (state: { newState: number }) => void = () => {};
  const client = {
    start: async () => told.push('start'),
    stop: async () => told.push('stop'),
    restart: async () => told.push('restart'),
    dispose: async () => told.push('dispose'),
    sendNotification: async (method: string) => told.push(method),
    sendRequest: async (method: string) => {
      if (method === 'refused') throw new Answered('No.');
      if (method === 'lost') throw new Error('The server ended.');
      return `answer to ${method}`;
    },
    onNotification: (method: string, handler: (params: unknown) => void) => handlers.set(method, handler),
    onDidChangeState: (listener: typeof onState) => {
      onState = listener;
    },
  };
  const library = {
    State: STATE,
    isAnswer: (error: unknown) => error instanceof Answered,
    createLanguageClient: () => client,
  } as unknown as LanguageClientLibrary;
  let loads = 0;
  let arrive: () => void = () => {};
  const server = new ServerConnection(
    () => {
      loads++;
      return new Promise((resolve) => {
        arrive = () => resolve(library);
      });
    },
    ({ createLanguageClient }) => createLanguageClient(undefined as never, undefined as never),
  );
  return {
    server,
    told,
    arrive: () => arrive(),
    loads: () => loads,
    notify: (method: string, params: unknown) => handlers.get(method)?.(params),
    become: (newState: number) => onState({ newState }),
  };
}

describe('the connection to the language server', () => {
  test('loads the client code once, when it is first needed', async () => {
    const { server, arrive, loads, told } = connection();
    server.onNotification('progress', () => {});
    expect(loads()).toBe(0);
    const started = server.start();
    const asked = server.sendRequest('question', {});
    arrive();
    expect(await asked).toBe('answer to question');
    await started;
    await server.restart();
    expect(told).toEqual(['start', 'restart']);
    expect(loads()).toBe(1);
  });

  test('has nothing to stop where it was never started', async () => {
    const { server, loads } = connection();
    await server.stop();
    server.dispose();
    expect(loads()).toBe(0);
  });

  test('passes on notifications to handlers that were added before loading, until they are disposed', async () => {
    const { server, arrive, notify } = connection();
    const heard: unknown[] = [];
    const listening = server.onNotification('progress', (params) => heard.push(params));
    const started = server.start();
    arrive();
    await started;
    notify('progress', 1);
    listening.dispose();
    notify('progress', 2);
    expect(heard).toEqual([1]);
  });

  test('reports when the server is ready and when it has ended', async () => {
    const { server, arrive, become } = connection();
    const told: string[] = [];
    server.onDidRun(() => told.push('running'));
    server.onDidStop(() => told.push('stopped'));
    const started = server.start();
    arrive();
    await started;
    for (const state of [STATE.Starting, STATE.Running, STATE.Stopped, STATE.Running]) become(state);
    expect(told).toEqual(['running', 'stopped', 'running']);
  });

  test('distinguishes an error in the answer from a server that ended before it answered', async () => {
    const { server, arrive } = connection();
    const refused = server.sendRequest('refused', {}).catch((error: unknown) => error);
    arrive();
    expect(server.isAnswer(await refused)).toBe(true);
    const lost = await server.sendRequest('lost', {}).catch((error: unknown) => error);
    expect(server.isAnswer(lost)).toBe(false);
  });
});
