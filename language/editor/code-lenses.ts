import { GrammarUtils, type LangiumDocument } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CodeLens } from 'vscode-languageserver-types';
import { isFile, isScenarioDeclaration } from '../generated/ast.js';

/** The last result of a scenario in a few words; undefined where it has not been run. */
export type LastResult = (uri: string, scenario: string) => string | undefined;

/** Above each scenario: run it, run it with another seed, compare, and what the last run showed. */
export class TwinCodeLenses implements CodeLensProvider {
  constructor(private readonly lastResult: LastResult) {}

  provideCodeLens(document: LangiumDocument): CodeLens[] {
    const root = document.parseResult.value;
    if (!isFile(root)) return [];
    const uri = document.textDocument.uri;
    return root.declarations.filter(isScenarioDeclaration).flatMap(({ name, $cstNode }): CodeLens[] => {
      const range = GrammarUtils.findNodeForProperty($cstNode, 'name')?.range;
      if (!range || !name) return [];
      const lens = (title: string, command: string): CodeLens => ({
        range,
        command: { title, command, arguments: [uri, name] },
      });
      const last = this.lastResult(uri, name);
      return [
        lens('$(play) Run', 'twinchain.runScenario'),
        lens('Run with new seed', 'twinchain.runScenarioNewSeed'),
        ...(last
          ? [
              lens('Compare with last', 'twinchain.compareWithLast'),
              lens(`$(graph) ${last}`, 'twinchain.showLastResults'),
            ]
          : []),
      ];
    });
  }
}
