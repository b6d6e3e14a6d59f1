import { type LangiumSharedCoreServices, URI } from 'langium';
import type { Experiment } from '../../../engine/model/experiment.js';
import { lowerExperiment } from '../../../language/experiments/lower-experiment.js';
import { isExperimentDeclaration, isFile } from '../../../language/generated/ast.js';
import type { TwinAddedServices } from '../../../language/services.js';
import { ignoreFindings } from '../../../language/validation/report.js';

/** An experiment of a text that the server has read, as it is now; undefined if it is gone or has errors. */
export function builtExperiment(
  { workspace: { LangiumDocuments } }: Pick<LangiumSharedCoreServices, 'workspace'>,
  { DataFiles: files, Defaults: defaults, ImportGraph }: TwinAddedServices['twin'],
  uri: string,
  name: string,
): Experiment | undefined {
  const root = LangiumDocuments.getDocument(URI.parse(uri))?.parseResult.value;
  if (!isFile(root)) return undefined;
  const node = root.declarations.filter(isExperimentDeclaration).find((declaration) => declaration.name === name);
  if (!node) return undefined;
  return lowerExperiment(node, { files, defaults, declared: ImportGraph.declaredAround }, ignoreFindings)?.experiment;
}
