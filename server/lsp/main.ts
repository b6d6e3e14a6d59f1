import { DocumentState } from 'langium';
import { startLanguageServer } from 'langium/lsp';
import { CodeLensRefreshRequest, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createEditorServices } from './editor-services.js';
import { LastResults } from './runs/last-results.js';
import { answerRunRequests } from './runs/run-requests.js';
import { ScenarioTexts } from './runs/scenario-texts.js';
import { runPlace } from './runs/stores.js';
import { checkAgainWhenDataChanges } from './workspace/data-changes.js';
import { editorFolders } from './workspace/editor-folders.js';
import { openedFolders } from './workspace/opened-folders.js';

const connection = createConnection(ProposedFeatures.all);
const lastResults = new LastResults(() => {
  // An editor that does not know code lenses does not refresh them.
  connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
});
const { shared } = createEditorServices(connection, (uri, scenario) => {
  const { store, source } = runPlace(uri, folders);
  return lastResults.of(store, source, scenario);
});
const { TextDocuments } = shared.workspace;
const folders = editorFolders(shared);
const runs = answerRunRequests(connection, {
  texts: new ScenarioTexts(
    (uri) => TextDocuments.get(uri)?.getText(),
    () => openedFolders(shared.workspace).map(({ uri }) => uri),
  ),
  folders,
  lastResults,
});
connection.onShutdown(() => runs.stopAll());
checkAgainWhenDataChanges(shared);

startLanguageServer(shared, {
  // These look at the text itself, so they need not wait until it has been read again.
  CompletionProvider: DocumentState.Changed,
  SignatureHelp: DocumentState.Changed,
  // Names are looked up when they are asked for.
  HoverProvider: DocumentState.ComputedScopes,
  DefinitionProvider: DocumentState.ComputedScopes,
});
