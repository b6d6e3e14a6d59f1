import { randomInt } from 'node:crypto';
import { dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Scenario } from '../../../engine/model/scenario.js';
import type {
  RunAgainOrder,
  RunAnswer,
  RunMethod,
  RunNotification,
  RunNotifications,
  RunOrder,
  RunRequests,
} from '../../protocol/runs.js';
import { MANIFEST_FILE } from '../../runs/manifest.js';
import { readManifest, readTableAsCsv } from '../../runs/read-run.js';
import { readingApart } from '../../runs/reading-apart.js';
import { annotateRun, deleteRun, readRecord } from '../../runs/run-store.js';
import { editorText, StorageError } from '../../runs/storage-error.js';
import type { RunText } from '../../simulations/run-service.js';
import type { Simulations } from '../simulations/simulations.js';
import type { EditorFolders } from '../workspace/editor-folders.js';
import { isOutdated, type LastResults } from './last-results.js';
import { placeOf } from './origins.js';
import type { LoweredText, ScenarioTexts } from './scenario-texts.js';
import { runEntries, type StoredViews } from './stored-views.js';
import { knownStores, runPlace, sourceUri } from './stores.js';
import { declarationIn, topologyIn } from './topology-text.js';

/** New seeds are short enough to pass on by word of mouth. */
const SEEDS = 1_000_000;

/** The parts of the editor that runs use. */
export interface RunSurroundings {
  texts: ScenarioTexts;
  folders: EditorFolders;
  lastResults: LastResults;
  simulations: Simulations;
  views: StoredViews;
}

/** Connects requests to their handlers, and notifications to the editor. */
export interface RunConnection {
  onRequest(method: string, handler: (params: never) => unknown): unknown;
  sendNotification(method: string, params: unknown): Promise<void>;
}

type Handlers = {
  [Method in RunMethod]: (params: RunRequests[Method]['params']) => Promise<RunRequests[Method]['result']>;
};

/** Answers what `server/protocol/runs.ts` lists. */
export function answerRunRequests(connection: RunConnection, surroundings: RunSurroundings): void {
  const { texts, folders, lastResults, simulations, views } = surroundings;
  const tell = <Method extends RunNotification>(method: Method, params: RunNotifications[Method]) => {
    // A closed editor needs no notifications.
    connection.sendNotification(method, params).catch(() => {});
  };
  /** Of this session: which text a run came from. */
  const sources = new Map<string, string | undefined>();
  simulations.on('twinchain/progress', (progress) => tell('twinchain/progress', progress));
  simulations.on('twinchain/snapshot', (view) => tell('twinchain/snapshot', view));
  simulations.on('twinchain/finished', (finished) => {
    if (finished.view) views.remember(finished.view);
    lastResults.refresh(dirname(finished.run));
    tell('twinchain/finished', finished);
  });
  simulations.onLost(({ runs }) => {
    for (const { run } of runs)
      tell('twinchain/finished', { run: run.run, view: null, problem: lostText(run.scenario) });
  });

  async function start(scenario: Scenario, run: { text: RunText; store: string; source: string; live: boolean }) {
    try {
      const { store, source, text, live } = run;
      const started = await simulations.startRun({ scenario, place: { store, source }, text, live });
      sources.set(started.run.run, started.uri);
      return { kind: 'started', run: started.run } satisfies RunAnswer;
    } catch (error) {
      return refused(error);
    }
  }

  async function runText({ uri, scenario, seed, live }: RunOrder): Promise<RunAnswer> {
    const lowered = await texts.lower(uri, scenario);
    if ('refusal' in lowered) return { kind: 'refused', refusal: lowered.refusal };
    const text = { uri, expectations: lowered.expectations };
    const answer = await start(seeded(lowered.scenario, seed === 'new'), { text, live, ...runPlace(uri, folders) });
    return answer.kind === 'started' ? { ...answer, run: { ...answer.run, uri } } : answer;
  }

  async function runAgain(order: RunAgainOrder): Promise<RunAnswer> {
    try {
      return await repeat(order);
    } catch (error) {
      return refused(error);
    }
  }

  async function repeat({ run, seed, from, live }: RunAgainOrder): Promise<RunAnswer> {
    const { scenario } = await readManifest(`${run}/${MANIFEST_FILE}`);
    const uri = await textOf(run);
    const declared = from === 'text' && uri !== undefined && (await declares(uri, scenario.name));
    if (declared) return runText({ uri, scenario: scenario.name, seed: seed === 'new' ? 'new' : 'written', live });
    const { source = '', expectations = [] } = await readRecord(run);
    const text = { uri, expectations };
    return start(seeded(scenario, seed === 'new'), { text, store: dirname(run), source, live });
  }

  async function textOf(run: string): Promise<string | undefined> {
    return simulations.run(run)?.uri ?? sources.get(run) ?? sourceUri(run, (await readRecord(run)).source);
  }

  async function declares(uri: string, scenario: string): Promise<boolean> {
    return (await texts.scenarios(uri)).some(({ name }) => name === scenario);
  }

  const handlers: Handlers = {
    'twinchain/scenarios': ({ uri }) => texts.scenarios(uri),
    'twinchain/run': runText,
    'twinchain/runAgain': runAgain,
    'twinchain/stop': ({ run }) => simulations.ask('stopRun', { run }),
    'twinchain/ongoing': async () => {
      await simulations.attach();
      const { runs, experiments } = simulations.ongoing;
      return { runs: runs.map(({ run }) => run), experiments };
    },
    'twinchain/runs': async () => {
      lastResults.refreshAll();
      return runEntries(knownStores(folders));
    },
    'twinchain/annotate': async ({ run, label, pinned }) => {
      // Absent fields stay unchanged.
      const notes = {
        ...(label === undefined ? {} : { label: label.trim() || undefined }),
        ...(pinned === undefined ? {} : { pinned: pinned || undefined }),
      };
      await annotateRun(run, notes);
      return null;
    },
    'twinchain/delete': async ({ run }) => {
      // Only runs are ever deleted, and a damaged one only inside a store.
      if (!knownStores(folders).includes(dirname(run))) await readManifest(`${run}/${MANIFEST_FILE}`);
      await deleteRun(run);
      views.forget(run);
      lastResults.refresh(dirname(run));
      return null;
    },
    'twinchain/tableCsv': ({ run, table }) => readingApart((decoding) => readTableAsCsv(run, table, decoding.table)),
    'twinchain/view': ({ runs: shown }) => views.view(shown),
    'twinchain/outdated': async ({ runs: shown }) => {
      const found = await Promise.all(shown.map(isOfAnEarlierText));
      return shown.filter((_, place) => found[place]);
    },
    'twinchain/declaration': async ({ uri, name }) => {
      const range = declarationIn(await texts.read(uri), name);
      return range ? { uri, range } : null;
    },
    'twinchain/topology': async (order) => topologyIn(await texts.read(order.uri), order),
    'twinchain/origin': async ({ run, origin }) => {
      const uri = await textOf(run);
      if (uri === undefined) return null;
      const name = await scenarioOf(run);
      const lowered: LoweredText = await texts.lower(uri, name);
      const written = 'origins' in lowered ? placeOf(lowered.origins, origin) : undefined;
      if (written) return written;
      const scenario = (await texts.scenarios(uri)).find((candidate) => candidate.name === name);
      return scenario ? { uri, range: { start: scenario.range.start, end: scenario.range.start } } : null;
    },
    'twinchain/expectationOrigin': async ({ run, expectation }) => {
      const uri = await textOf(run);
      const name = await scenarioOf(run);
      const { expectations = [] } = await readRecord(run);
      return uri === undefined ? null : texts.expectationPlace(uri, name, expectations[expectation]?.text);
    },
  };

  async function isOfAnEarlierText(run: string): Promise<boolean> {
    if (simulations.run(run)) return false;
    try {
      const manifest = await readManifest(`${run}/${MANIFEST_FILE}`);
      const uri = await textOf(run);
      const lowered = uri === undefined ? undefined : await texts.lower(uri, manifest.scenario.name);
      return isOutdated(manifest, lowered && 'scenario' in lowered ? lowered.scenario : undefined);
    } catch (error) {
      // A run that no longer exists is not marked; showing it reports the error.
      if (error instanceof StorageError) return false;
      throw error;
    }
  }

  async function scenarioOf(run: string): Promise<string> {
    return simulations.run(run)?.run.scenario ?? (await readManifest(`${run}/${MANIFEST_FILE}`)).scenario.name;
  }

  for (const [method, handler] of Object.entries(handlers)) connection.onRequest(method, handler);
}

/** The message about a simulation that was lost. */
export function lostText(name: string): string {
  return l10n.t('{0} was lost: the process that simulated it has ended.', name);
}

/** Errors that a user can fix are answered as a refusal. */
function refused(error: unknown): RunAnswer {
  if (!(error instanceof StorageError)) throw error;
  return { kind: 'refused', refusal: { message: editorText(error), errors: 0 } };
}

function seeded(scenario: Scenario, anew: boolean): Scenario {
  return anew ? { ...scenario, seed: randomInt(1, SEEDS) } : scenario;
}
