/** The part of the language that the command line, the server and the tests use. */
export { fromProtocol, hasErrors, type LanguageDiagnostic } from './documents/diagnostic.js';
export {
  type ExperimentResult,
  Language,
  type LanguageOptions,
  type LoadedFile,
  type LoweringResult,
  type Place,
  type PlacedExpectation,
  type ScenarioSummary,
} from './documents/language.js';
export { LARGEST_SCENARIO_FILE } from './documents/read-text.js';
export { type FormatResult, formatText } from './formatting/format.js';
export type { Origin, Origins } from './lowering/origin.js';
export { didYouMean, nearest } from './names/nearest.js';
export { createTwinServices, type TwinAddedServices, TwinModule, type TwinServices } from './services.js';
export { CODES, type Code, describeCode, type Severity } from './validation/codes.js';
