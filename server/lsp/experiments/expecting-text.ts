import { URI } from 'langium';
import { ENGINE_VERSION } from '../../../engine/simulation.js';
import { expectationsOf, sourceOfExpectation } from '../../../language/experiments/lower-experiment.js';
import { scenarioOf } from '../../../language/experiments/points.js';
import {
  type Expectation,
  type ExperimentDeclaration,
  isExperimentDeclaration,
  isFile,
  isScenarioDeclaration,
  type ScenarioDeclaration,
} from '../../../language/generated/ast.js';
import { rangeOf, uriOf } from '../../../language/lowering/origin.js';
import { experimentHash } from '../../experiments/index.js';
import type { ExpectingDeclaration, ExpectingText } from '../../protocol/experiments.js';
import { canonicalJson, sha256 } from '../../runs/canonical-json.js';
import { errorText, placesOf, type ReadTexts } from '../runs/scenario-texts.js';

/** What a text expects of its scenarios and experiments, also where it has errors as far as it can be read. */
export function expectingText(uri: string, { language, loaded }: ReadTexts): ExpectingText {
  const asGiven = placesOf(uri, loaded);
  const document = language.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(loaded.uri));
  const root = document?.parseResult.value;
  const declarations = isFile(root) ? root.declarations : [];
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error').map(asGiven);

  const expecting = (
    kind: ExpectingDeclaration['kind'],
    declaration: ScenarioDeclaration | ExperimentDeclaration,
    nodes: readonly Expectation[],
  ): ExpectingDeclaration[] => {
    const expectations = nodes.flatMap((node) => {
      if (!node.text) return [];
      return [
        {
          text: node.text,
          source: sourceOfExpectation(node),
          place: asGiven({ uri: uriOf(node), range: rangeOf(node) }),
        },
      ];
    });
    if (expectations.length === 0 || !declaration.name) return [];
    const { name } = declaration;
    const fingerprint = errors.length > 0 ? '' : fingerprintOf(kind, name);
    return [{ kind, name, range: rangeOf(declaration), fingerprint, expectations }];
  };

  const fingerprintOf = (kind: ExpectingDeclaration['kind'], name: string): string => {
    if (kind === 'experiment') {
      const lowered = language.lowerExperiment(loaded, name);
      return lowered.ok ? sha256(`${ENGINE_VERSION} ${experimentHash(lowered.experiment)}`) : '';
    }
    const lowered = language.lower(loaded, name);
    if (!lowered.ok) return '';
    const expectations = language.expectations(loaded, name).map(({ expectation }) => expectation);
    return sha256(canonicalJson({ engineVersion: ENGINE_VERSION, scenario: lowered.scenario, expectations }));
  };

  return {
    declarations: declarations.flatMap((declaration) => {
      if (isScenarioDeclaration(declaration)) return expecting('scenario', declaration, expectationsOf(declaration));
      if (!isExperimentDeclaration(declaration)) return [];
      const base = scenarioOf(declaration);
      const inherited = base ? expectationsOf(base) : [];
      return expecting('experiment', declaration, [...inherited, ...declaration.expectations]);
    }),
    ...(errors.length > 0 ? { problem: errorText(errors) } : {}),
  };
}
