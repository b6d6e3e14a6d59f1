import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { logOfBatch } from '../../clusters/logs.js';
import { deleteExperiment, readExperiment } from '../../experiments/index.js';
import type {
  ExperimentAnswer,
  ExperimentMethod,
  ExperimentNotification,
  ExperimentNotifications,
  ExperimentRequests,
  StartedExperiment,
} from '../../protocol/experiments.js';
import type { TextPlace } from '../../protocol/runs.js';
import { editorText, StorageError } from '../../runs/storage-error.js';
import { lostText, type RunConnection } from '../runs/run-requests.js';
import type { ScenarioTexts } from '../runs/scenario-texts.js';
import { homeOf, knownHomes, sourceUri } from '../runs/stores.js';
import type { Simulations } from '../simulations/simulations.js';
import type { ParsedText } from '../workspace/built-text.js';
import type { EditorFolders } from '../workspace/editor-folders.js';
import { expectingText, fingerprintedText } from './expecting-text.js';
import type { LastExperiments } from './last-experiments.js';
import { experimentEntries, storedView } from './stored-experiments.js';

/** The parts of the editor that experiments use. */
export interface ExperimentSurroundings {
  texts: ScenarioTexts;
  /** A text as the editor's own services have read it, where they have. */
  builtText: (uri: string) => Promise<ParsedText | undefined>;
  folders: EditorFolders;
  lastExperiments: LastExperiments;
  simulations: Simulations;
}

type Handlers = {
  [Method in ExperimentMethod]: (
    params: ExperimentRequests[Method]['params'],
  ) => Promise<ExperimentRequests[Method]['result']>;
};

/** Answers what `server/protocol/experiments.ts` lists. */
export function answerExperimentRequests(
  connection: RunConnection,
  { texts, builtText, folders, lastExperiments, simulations }: ExperimentSurroundings,
): void {
  const tell = <Method extends ExperimentNotification>(method: Method, params: ExperimentNotifications[Method]) => {
    // A closed editor needs no notifications.
    connection.sendNotification(method, params).catch(() => {});
  };
  simulations.on('twinchain/experimentProgress', (progress) => tell('twinchain/experimentProgress', progress));
  simulations.on('twinchain/experimentSnapshot', (view) => tell('twinchain/experimentSnapshot', view));
  simulations.on('twinchain/experimentFinished', (finished) => {
    lastExperiments.activityChanged();
    tell('twinchain/experimentFinished', finished);
  });
  simulations.onLost(({ experiments }) => {
    lastExperiments.activityChanged();
    for (const { experiment, name } of experiments)
      tell('twinchain/experimentFinished', { experiment, name, view: null, problem: lostText(name) });
  });

  /** @param source what it came from */
  async function answer(
    starting: Promise<StartedExperiment>,
    source: () => string | undefined | Promise<string | undefined>,
  ): Promise<ExperimentAnswer> {
    try {
      const started = await starting;
      lastExperiments.activityChanged();
      const uri = sourceUri(started.experiment, await source());
      return { kind: 'started', experiment: { ...started, uri } };
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      return { kind: 'refused', refusal: { message: editorText(error), errors: 0 } };
    }
  }

  async function originOf(folder: string, expectation: number | null): Promise<TextPlace | null> {
    const { experiment, source } = await readExperiment(folder);
    const uri = sourceUri(folder, source);
    if (uri === undefined) return null;
    const lowered = await texts.lowerExperiment(uri, experiment.name);
    if (expectation !== null && 'places' in lowered) {
      // The text may have changed since, so an expectation is identified by its sentence.
      const { text } = experiment.expectations[expectation] ?? {};
      const place = lowered.places[lowered.experiment.expectations.findIndex((now) => now.text === text)];
      if (place) return { uri: place.uri, range: place.range };
    }
    const declared = (await texts.experiments(uri)).find(({ name }) => name === experiment.name);
    return declared ? { uri, range: { start: declared.range.start, end: declared.range.start } } : null;
  }

  const handlers: Handlers = {
    'twinchain/experiments': ({ uri }) => texts.experiments(uri),
    'twinchain/expectations': async ({ uri, fingerprints }) => {
      const known = fingerprints.length === 0 ? await builtText(uri) : undefined;
      return known ? expectingText(known) : fingerprintedText(uri, await texts.read(uri), fingerprints);
    },
    'twinchain/runExperiment': async ({ uri, experiment, threads, engine }) => {
      const lowered = await texts.lowerExperiment(uri, experiment);
      if ('refusal' in lowered) return { kind: 'refused', refusal: lowered.refusal };
      const home = homeOf(uri, folders);
      const { experiment: points } = lowered;
      return answer(simulations.startExperiment({ experiment: points, home, threads, engine }), () => home.source);
    },
    'twinchain/continueExperiment': ({ experiment, threads, engineOptions }) =>
      answer(
        simulations.continueExperiment({ folder: experiment, threads, engineOptions }),
        async () => (await readExperiment(experiment)).source,
      ),
    'twinchain/stopExperiment': ({ experiment }) => simulations.ask('stopExperiment', { folder: experiment }),
    'twinchain/storedExperiments': async () => {
      lastExperiments.refreshAll();
      const entries = await experimentEntries(knownHomes(folders));
      return entries.filter(({ experiment }) => !simulations.isActive(experiment));
    },
    'twinchain/experimentView': async ({ experiment }) => {
      try {
        const ongoing = simulations.isActive(experiment)
          ? await simulations.ask('viewExperiment', { folder: experiment })
          : null;
        return { view: ongoing ?? (await storedView(experiment)) };
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        return { problem: error.message };
      }
    },
    'twinchain/deleteExperiment': async ({ experiment }) => {
      await deleteExperiment(experiment);
      lastExperiments.refreshAll();
      return null;
    },
    'twinchain/experimentOrigin': async ({ experiment, expectation }) => {
      try {
        return await originOf(experiment, expectation);
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        return null;
      }
    },
    'twinchain/experimentLog': async ({ experiment, batch }) => {
      const path = join(experiment, logOfBatch(batch));
      const start = { line: 0, character: 0 };
      return existsSync(path) ? { uri: pathToFileURL(path).href, range: { start, end: start } } : null;
    },
  };
  for (const [method, handler] of Object.entries(handlers)) connection.onRequest(method, handler);
}
