import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { experimentHash } from '../../experiments/index.js';
import type { ReportRequests } from '../../protocol/reports.js';
import { experimentOrigin, runOrigin, type TextsOf } from '../../reports/origins.js';
import { reportPage } from '../../reports/report-page.js';
import { scenarioHash } from '../../runs/manifest.js';
import { editorText, StorageError } from '../../runs/storage-error.js';
import { editorTexts } from '../../view/editor-language.js';
import { storedView } from '../experiments/stored-experiments.js';
import type { RunConnection } from '../runs/run-requests.js';
import type { ReadTexts, ScenarioTexts } from '../runs/scenario-texts.js';
import type { StoredViews } from '../runs/stored-views.js';
import { sourceUri } from '../runs/stores.js';

type Handlers = {
  [Method in keyof ReportRequests]: (
    params: ReportRequests[Method]['params'],
  ) => Promise<ReportRequests[Method]['result']>;
};

/** Answers what `server/protocol/reports.ts` lists. */
export function answerReportRequests(
  connection: RunConnection,
  { texts, views }: { texts: ScenarioTexts; views: StoredViews },
): void {
  /** The source texts of a stored run or experiment, if they still match `wanted`. */
  const unchanged =
    (folder: string, isStill: (read: ReadTexts) => boolean): TextsOf =>
    async (source) => {
      const uri = sourceUri(folder, source);
      const read = uri === undefined ? undefined : await texts.read(uri);
      return read && isStill(read) ? filesOf(read) : undefined;
    };

  const handlers: Handlers = {
    'twinchain/runReport': ({ runs }) =>
      answered(async () => {
        const { runs: shown, comparison, problems } = await views.view(runs);
        const [problem] = problems;
        if (problem !== undefined) return { problem };
        const origins = await Promise.all(
          runs.map((run) =>
            runOrigin(run, (scenario) =>
              unchanged(run, ({ language, loaded }) => {
                const lowered = language.lower(loaded, scenario.name);
                const { seed } = scenario;
                return lowered.ok && scenarioHash({ ...lowered.scenario, seed }) === scenarioHash(scenario);
              }),
            ),
          ),
        );
        return { page: await reportPage({ type: 'runs', runs: shown, comparison }, origins, editorTexts()) };
      }),
    'twinchain/experimentReport': ({ experiment: folder }) =>
      answered(async () => {
        const origin = await experimentOrigin(folder, (experiment) =>
          unchanged(folder, ({ language, loaded }) => {
            const lowered = language.lowerExperiment(loaded, experiment.name);
            return lowered.ok && experimentHash(lowered.experiment) === experimentHash(experiment);
          }),
        );
        return {
          page: await reportPage({ type: 'experiment', experiment: await storedView(folder) }, [origin], editorTexts()),
        };
      }),
  };
  for (const [method, handler] of Object.entries(handlers)) connection.onRequest(method, handler);
}

async function answered<Answer>(work: () => Promise<Answer>): Promise<Answer | { problem: string }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { problem: editorText(error) };
  }
}

function filesOf({ loaded }: ReadTexts): { name: string; content: string }[] {
  return [...loaded.texts].map(([uri, content]) => ({
    name: uri.startsWith('file:') ? basename(fileURLToPath(uri)) : uri,
    content,
  }));
}
