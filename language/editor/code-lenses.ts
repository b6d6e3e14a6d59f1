import * as l10n from '@vscode/l10n';
import { GrammarUtils, type LangiumDocument } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CodeLens } from 'vscode-languageserver-types';
import {
  type ExperimentDeclaration,
  isExperimentDeclaration,
  isFile,
  isScenarioDeclaration,
  type ScenarioDeclaration,
} from '../generated/ast.js';

/** The last result, in a few words; undefined if there is none yet. */
export interface LastResult {
  ofScenario(uri: string, scenario: string): string | undefined;
  ofExperiment(uri: string, experiment: string): string | undefined;
}

/** Code lenses above each scenario and experiment: its commands and its last result. */
export class TwinCodeLenses implements CodeLensProvider {
  constructor(private readonly lastResult: LastResult) {}

  provideCodeLens(document: LangiumDocument): CodeLens[] {
    const root = document.parseResult.value;
    if (!isFile(root)) return [];
    const uri = document.textDocument.uri;
    return root.declarations.flatMap((declaration) => {
      if (isScenarioDeclaration(declaration)) return this.aboveScenario(uri, declaration);
      return isExperimentDeclaration(declaration) ? this.aboveExperiment(uri, declaration) : [];
    });
  }

  /** Run, run with another seed, compare, and the result of the last run. */
  private aboveScenario(uri: string, scenario: ScenarioDeclaration): CodeLens[] {
    const last = this.lastResult.ofScenario(uri, scenario.name);
    return lenses(uri, scenario, [
      { title: `$(play) ${l10n.t('Run')}`, command: 'twinchain.runScenario' },
      { title: l10n.t('Run with new seed'), command: 'twinchain.runScenarioNewSeed' },
      ...(last
        ? [
            { title: l10n.t('Compare with last'), command: 'twinchain.compareWithLast' },
            { title: `$(graph) ${last}`, command: 'twinchain.showLastResults' },
          ]
        : []),
    ]);
  }

  /** Run, and how the last run ended. */
  private aboveExperiment(uri: string, experiment: ExperimentDeclaration): CodeLens[] {
    const last = this.lastResult.ofExperiment(uri, experiment.name);
    return lenses(uri, experiment, [
      { title: `$(beaker) ${l10n.t('Run experiment')}`, command: 'twinchain.runExperiment' },
      ...(last ? [{ title: `$(graph) ${last}`, command: 'twinchain.showLastExperiment' }] : []),
    ]);
  }
}

function lenses(
  uri: string,
  { name, $cstNode }: ScenarioDeclaration | ExperimentDeclaration,
  actions: readonly { title: string; command: string }[],
): CodeLens[] {
  const range = GrammarUtils.findNodeForProperty($cstNode, 'name')?.range;
  if (!range || !name) return [];
  return actions.map((action) => ({ range, command: { ...action, arguments: [uri, name] } }));
}
