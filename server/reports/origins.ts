import { basename } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { readExperiment } from '../experiments/index.js';
import { MANIFEST_FILE } from '../runs/manifest.js';
import { readManifest } from '../runs/read-run.js';
import { readRecord } from '../runs/run-store.js';
import { jsonFile } from '../runs/summary.js';
import type { ReportOrigin } from '../view/report.js';

/** The texts that something came from, by the name of its file; undefined if they are missing or have changed since. */
export type TextsOf = (source: string) => Promise<ReportOrigin['texts'] | undefined>;

/** For callers without the language. The report then shows the scenario with every default. */
export const noTexts = (): TextsOf => async () => undefined;

/** The origin of the run in a folder. @throws StorageError */
export async function runOrigin(folder: string, textsOf: (scenario: Scenario) => TextsOf): Promise<ReportOrigin> {
  const { scenario, version, engineVersion } = await readManifest(`${folder}/${MANIFEST_FILE}`);
  const { startedAt, source } = await readRecord(folder);
  return {
    name: `${scenario.name}, seed ${scenario.seed}`,
    startedAt,
    version,
    engineVersion,
    command: `twinchain run ${quoted(`${inWorkspace(folder)}/${MANIFEST_FILE}`)}`,
    texts: (source && (await textsOf(scenario)(source))) || [],
    resolved: { name: `${scenario.name}.json`, content: jsonFile(scenario) },
  };
}

/** The origin of an experiment, finished or not. */
export async function experimentOrigin(
  folder: string,
  textsOf: (experiment: Experiment) => TextsOf,
): Promise<ReportOrigin> {
  const { experiment, source, startedAt, version, engineVersion } = await readExperiment(folder);
  return {
    name: experiment.name,
    startedAt,
    version,
    engineVersion,
    command: `twinchain sweep ${quoted(source)} ${experiment.name}`,
    texts: (await textsOf(experiment)(source)) ?? [],
    resolved: { name: `${experiment.name}.json`, content: `${JSON.stringify(experiment)}\n` },
  };
}

/** A path relative to the folder of the workspace. Reports are passed on, so they contain no absolute paths. */
function inWorkspace(folder: string): string {
  const [kept] = /\.twinchain[\\/].*$/.exec(folder) ?? [basename(folder)];
  return kept.replaceAll('\\', '/');
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `"${path}"`;
}
