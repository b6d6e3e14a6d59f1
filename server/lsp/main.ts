import { DocumentState, WorkspaceCache } from 'langium';
import { startLanguageServer } from 'langium/lsp';
import { CodeLensRefreshRequest, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { experimentHash } from '../experiments/index.js';
import { LEAVE_SIMULATIONS } from '../protocol/runs.js';
import { speakAsTheEditor } from '../view/editor-language.js';
import { createEditorServices } from './editor-services.js';
import { answerExperimentRequests } from './experiments/experiment-requests.js';
import { LastExperiments } from './experiments/last-experiments.js';
import { answerPaperRequests } from './paper/paper-requests.js';
import { answerReportRequests } from './reports/report-requests.js';
import { LastResults } from './runs/last-results.js';
import { answerRunRequests } from './runs/run-requests.js';
import { ScenarioTexts } from './runs/scenario-texts.js';
import { StoredViews } from './runs/stored-views.js';
import { homeOf, runPlace } from './runs/stores.js';
import { simulationOwner } from './simulations/simulation-owner.js';
import { Simulations } from './simulations/simulations.js';
import { builtExperiment } from './workspace/built-experiment.js';
import { builtScenario } from './workspace/built-scenario.js';
import { builtText } from './workspace/built-text.js';
import { checkAgainWhenDataChanges } from './workspace/data-changes.js';
import { editorFolders } from './workspace/editor-folders.js';
import { openedFolders } from './workspace/opened-folders.js';

speakAsTheEditor();
const connection = createConnection(ProposedFeatures.all);
// A failing request or notification must not prevent the answers to all others.
process.on('unhandledRejection', (reason) => {
  connection.console.error(`Something failed: ${reason instanceof Error ? (reason.stack ?? reason.message) : reason}`);
});
const refreshLenses = () => {
  // An editor that does not know code lenses does not refresh them.
  connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
};
const lastResults = new LastResults(refreshLenses);
const lastExperiments = new LastExperiments(refreshLenses, (folder) => simulations.isActive(folder));
const { shared, twin } = createEditorServices(connection, {
  ofScenario: (uri, scenario) => {
    return lastResults.of(runPlace(uri, folders), scenario, () => builtScenario(shared, twin.twin, uri, scenario));
  },
  ofExperiment: (uri, experiment) => {
    const { folder, source } = homeOf(uri, folders);
    return lastExperiments.of(folder, source, experiment, () => currentHash(uri, experiment));
  },
});
const { TextDocuments } = shared.workspace;
/** The hash of an experiment covers every point, so it is computed once per text. */
const currentHashes = new WorkspaceCache<string, string | undefined>(shared);
const currentHash = (uri: string, name: string) =>
  currentHashes.get(`${uri} ${name}`, () => {
    const experiment = builtExperiment(shared, twin.twin, uri, name);
    return experiment && experimentHash(experiment);
  });
const folders = editorFolders(shared);
const simulations = new Simulations(simulationOwner(shared));
const texts = new ScenarioTexts(
  (uri) => TextDocuments.get(uri)?.getText(),
  () => openedFolders(shared.workspace).map(({ uri }) => uri),
);
const views = new StoredViews();
answerRunRequests(connection, { texts, folders, lastResults, simulations, views });
answerReportRequests(connection, { texts, views });
answerExperimentRequests(connection, {
  texts,
  builtText: (uri) => builtText(shared, twin.twin.ImportGraph, uri),
  folders,
  lastExperiments,
  simulations,
});
answerPaperRequests(connection, { folders, simulations });
shared.lsp.LanguageServer.onInitialized(() => simulations.attach());
let leavesSimulations = false;
connection.onNotification(LEAVE_SIMULATIONS, () => {
  leavesSimulations = true;
});
connection.onShutdown(async () => {
  if (!leavesSimulations) await simulations.stopAll();
});
checkAgainWhenDataChanges(shared);

startLanguageServer(shared, {
  // These work on the text itself, so they need not wait until it has been parsed again.
  CompletionProvider: DocumentState.Changed,
  SignatureHelp: DocumentState.Changed,
  // Names are resolved on demand.
  HoverProvider: DocumentState.ComputedScopes,
  DefinitionProvider: DocumentState.ComputedScopes,
});
