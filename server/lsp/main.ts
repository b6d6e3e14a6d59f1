import { startLanguageServer } from 'langium/lsp';
import { CodeLensRefreshRequest, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createEditorServices } from './editor-services.js';
import { LastResults } from './runs/last-results.js';
import { answerRunRequests } from './runs/run-requests.js';
import { ScenarioTexts } from './runs/scenario-texts.js';
import { editorFolders } from './workspace/editor-folders.js';
import { openedFolders } from './workspace/opened-folders.js';

const connection = createConnection(ProposedFeatures.all);
const { shared } = createEditorServices(connection);
const { TextDocuments } = shared.workspace;

const lastResults = new LastResults(() => {
  // An editor that does not know code lenses does not refresh them.
  connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
});
const runs = answerRunRequests(connection, {
  texts: new ScenarioTexts(
    (uri) => TextDocuments.get(uri)?.getText(),
    () => openedFolders(shared.workspace).map(({ uri }) => uri),
  ),
  folders: editorFolders(shared),
  lastResults,
});
connection.onShutdown(() => runs.stopAll());

startLanguageServer(shared);
