import { commands, type Disposable, SnippetString, window, workspace } from 'vscode';
import { LANGUAGE_ID } from '../language-client.js';
import { textColumn } from '../scenarios/text-column.js';

/** A small system that runs at once; Tab goes from value to value. */
const TEMPLATE = `topology \${1:Network} {
    nodes: \${2:16}
    peers: regular(\${3:8})
    bandwidth: normal(10MB/s, 0.5MB/s)
}

scenario \${4:MyScenario} {
    topology: \${1:Network}
    duration: \${5:10min}
    management {
        nodes: random(\${6:7})
        interval: normal(\${7:30s}, 5s)
    }
}
$0`;

/** Twinchain: New Scenario…: a text that need not be saved to be run. */
export function newScenario(): Disposable {
  return commands.registerCommand('twinchain.newScenario', async () => {
    const document = await workspace.openTextDocument({ language: LANGUAGE_ID });
    const editor = await window.showTextDocument(document, textColumn());
    await editor.insertSnippet(new SnippetString(TEMPLATE));
  });
}
