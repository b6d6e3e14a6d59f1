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
import { StorageError } from '../../runs/storage-error.js';
import type { RunConnection } from '../runs/run-requests.js';
import type { ScenarioTexts } from '../runs/scenario-texts.js';
import { type EditorFolders, homeOf, knownHomes, sourceUri } from '../runs/stores.js';
import { expectingText, fingerprintedText, type ParsedText } from './expecting-text.js';
import { ExperimentService } from './experiment-service.js';
import type { LastExperiments } from './last-experiments.js';
import { experimentEntries, storedView } from './stored-experiments.js';

/** What experiments need of the editor. */
export interface ExperimentSurroundings {
  texts: ScenarioTexts;
  /** A text as the editor's own services have read it, where they have. */
  builtText: (uri: string) => Promise<ParsedText | undefined>;
  folders: EditorFolders;
  lastExperiments: LastExperiments;
}

type Handlers = {
  [Method in ExperimentMethod]: (
    params: ExperimentRequests[Method]['params'],
  ) => Promise<ExperimentRequests[Method]['result']>;
};

/** Answers what `server/protocol/experiments.ts` lists. The service that it returns has to be stopped in the end. */
export function answerExperimentRequests(
  connection: RunConnection,
  { texts, builtText, folders, lastExperiments }: ExperimentSurroundings,
): ExperimentService {
  const tell = <Method extends ExperimentNotification>(method: Method, params: ExperimentNotifications[Method]) => {
    // An editor that has gone away needs no news.
    connection.sendNotification(method, params).catch(() => {});
  };
  const service = new ExperimentService({
    progress: (progress) => tell('twinchain/experimentProgress', progress),
    snapshot: (view) => tell('twinchain/experimentSnapshot', view),
    finished: (finished) => {
      lastExperiments.refreshAll();
      tell('twinchain/experimentFinished', finished);
    },
  });

  async function answer(starting: Promise<StartedExperiment>): Promise<ExperimentAnswer> {
    try {
      const experiment = await starting;
      lastExperiments.started();
      return { kind: 'started', experiment };
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      return { kind: 'refused', refusal: { message: `${error.message} ${error.hint}`, errors: 0 } };
    }
  }

  async function originOf(folder: string, expectation: number | null): Promise<TextPlace | null> {
    const { experiment, source } = await readExperiment(folder);
    const uri = sourceUri(folder, source);
    if (uri === undefined) return null;
    const lowered = await texts.lowerExperiment(uri, experiment.name);
    if (expectation !== null && 'places' in lowered) {
      // The text may have changed since: what is expected is known by its sentence.
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
    'twinchain/runExperiment': async ({ uri, experiment, threads }) => {
      const lowered = await texts.lowerExperiment(uri, experiment);
      if ('refusal' in lowered) return { kind: 'refused', refusal: lowered.refusal };
      return answer(service.start(lowered.experiment, homeOf(uri, folders), threads));
    },
    'twinchain/continueExperiment': ({ experiment, threads }) => answer(service.continue(experiment, threads)),
    'twinchain/stopExperiment': async ({ experiment }) => service.stop(experiment),
    'twinchain/storedExperiments': async () => {
      lastExperiments.refreshAll();
      const entries = await experimentEntries(knownHomes(folders));
      return entries.filter(({ experiment }) => !service.isActive(experiment));
    },
    'twinchain/experimentView': async ({ experiment }) => {
      try {
        return { view: service.view(experiment) ?? (await storedView(experiment)) };
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
  };
  for (const [method, handler] of Object.entries(handlers)) connection.onRequest(method, handler);
  return service;
}
