import { URI } from 'langium';
import { ENGINE_VERSION } from '../../../engine/simulation.js';
import {
  expectationsOf,
  expectationsOfExperiment,
  sourceOfExpectation,
} from '../../../language/experiments/lower-experiment.js';
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
import type { DeclarationName, ExpectingDeclaration, ExpectingText } from '../../protocol/experiments.js';
import { canonicalJson, sha256 } from '../../runs/canonical-json.js';
import { errorText, placesOf, type ReadTexts } from '../runs/scenario-texts.js';
import type { ParsedText } from '../workspace/built-text.js';

/**
 * The expectations of a text's scenarios and experiments; with errors in the text, as far as it can be read.
 * @param fingerprintOf the declarations whose fingerprints are needed
 */
export function expectingText(
  { root, diagnostics, asGiven }: ParsedText,
  fingerprintOf: (declaration: DeclarationName) => string | undefined = () => undefined,
): ExpectingText {
  const declarations = isFile(root) ? root.declarations : [];
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(asGiven);

  const expecting = (
    kind: DeclarationName['kind'],
    declaration: ScenarioDeclaration | ExperimentDeclaration,
    nodes: readonly Expectation[],
  ): ExpectingDeclaration[] => {
    const { name } = declaration;
    const expectations = nodes.flatMap((node) => {
      if (!node.text) return [];
      const place = asGiven({ uri: uriOf(node), range: rangeOf(node) });
      return [{ text: node.text, source: sourceOfExpectation(node), place }];
    });
    if (expectations.length === 0 || !name) return [];
    const fingerprint = fingerprintOf({ kind, name });
    return [{ kind, name, range: rangeOf(declaration), fingerprint, expectations }];
  };

  return {
    declarations: declarations.flatMap((declaration) => {
      if (isScenarioDeclaration(declaration)) return expecting('scenario', declaration, expectationsOf(declaration));
      if (!isExperimentDeclaration(declaration)) return [];
      return expecting('experiment', declaration, expectationsOfExperiment(declaration));
    }),
    ...(errors.length > 0 ? { problem: errorText(errors) } : {}),
  };
}

/** Loads a text, and returns its expectations with fingerprints of some of its declarations. */
export function fingerprintedText(
  uri: string,
  { language, loaded }: ReadTexts,
  wanted: readonly DeclarationName[],
): ExpectingText {
  const document = language.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(loaded.uri));
  const { diagnostics } = loaded;
  const text = { root: document?.parseResult.value, diagnostics, asGiven: placesOf(uri, loaded) };
  return expectingText(text, ({ kind, name }) => {
    if (!wanted.some((asked) => asked.kind === kind && asked.name === name)) return undefined;
    if (kind === 'experiment') {
      const lowered = language.lowerExperiment(loaded, name);
      return lowered.ok ? sha256(`${ENGINE_VERSION} ${experimentHash(lowered.experiment)}`) : '';
    }
    const lowered = language.lower(loaded, name);
    if (!lowered.ok) return '';
    const expectations = language.expectations(loaded, name).map(({ expectation }) => expectation);
    return sha256(canonicalJson({ engineVersion: ENGINE_VERSION, scenario: lowered.scenario, expectations }));
  });
}
