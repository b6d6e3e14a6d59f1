import { type LangiumSharedCoreServices, URI } from 'langium';
import type { Scenario } from '../../../engine/model/scenario.js';
import { isFile, isScenarioDeclaration } from '../../../language/generated/ast.js';
import { lowerScenario } from '../../../language/lowering/scenario.js';
import type { TwinAddedServices } from '../../../language/services.js';

/** A scenario of a text that the server has read, as it is now; undefined if it is gone or has errors. */
export function builtScenario(
  { workspace: { LangiumDocuments } }: Pick<LangiumSharedCoreServices, 'workspace'>,
  { DataFiles: files, Defaults: defaults, ImportGraph }: TwinAddedServices['twin'],
  uri: string,
  name: string,
): Scenario | undefined {
  const root = LangiumDocuments.getDocument(URI.parse(uri))?.parseResult.value;
  if (!isFile(root)) return undefined;
  const node = root.declarations.filter(isScenarioDeclaration).find((declaration) => declaration.name === name);
  const lowered = node && lowerScenario(node, { files, defaults, declared: ImportGraph.declaredAround });
  return lowered && { ...lowered.scenario, name };
}
