import { join } from 'node:path';
import { URI } from 'langium';
import type { Experiment } from '../../engine/model/experiment.js';
import { createNodeLanguage } from '../../language/node.js';
import { PANELS, type Panel } from './claims.js';
import type { Extent } from './extent.js';
import { SETTINGS, type Setting } from './settings.js';

/** The experiments behind the figures of the paper: every panel under every setting. */
export interface PaperExperiment {
  setting: Setting;
  panel: Panel;
  experiment: Experiment;
}

/**
 * The experiments of the files of figures, with the paper's claims as expectations.
 * @param examples folder of these files
 * @throws Error if one of them has errors
 */
export async function paperExperiments(examples: string, extent: Extent): Promise<PaperExperiment[]> {
  const language = createNodeLanguage(examples);
  const experiments: PaperExperiment[] = [];
  // A quick reproduction covers one reading only. The other one needs long runs, because the events that decide it are
  // rare.
  const settings = SETTINGS.filter(({ refusal }) => extent.duration === undefined || refusal === 'viewChange');
  for (const setting of settings) {
    const loaded = await language.load(URI.file(join(examples, setting.file)));
    for (const panel of PANELS) {
      const lowered = language.lowerExperiment(loaded, panel.experiment);
      if (!lowered.ok) throw new Error(lowered.diagnostics.map(({ message }) => message).join('\n'));
      experiments.push({ setting, panel, experiment: adjusted(lowered.experiment, setting, panel, extent) });
    }
  }
  return experiments;
}

function adjusted(experiment: Experiment, setting: Setting, panel: Panel, extent: Extent): Experiment {
  const { duration } = extent;
  const replications = extent.replications ?? setting.most;
  return {
    ...experiment,
    points: experiment.points.map(({ values, scenario }) => ({
      values,
      scenario: {
        ...scenario,
        duration: duration ?? scenario.duration,
        primary: { ...scenario.primary, refusal: setting.refusal, quorum: setting.quorum },
        management: { ...scenario.management, quorum: setting.quorum },
      },
    })),
    expectations: [...panel.delays, ...panel.overhead],
    replications: replications === undefined ? experiment.replications : { kind: 'fixed', count: replications },
  };
}
