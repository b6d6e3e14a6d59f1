// Entry of the process that simulates for a window of an editor.
//   node simulations.cjs start <address> <process id of the editor>: starts it, independently of its caller
//   node simulations.cjs serve <address> <process id of the editor>: is it
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { createMessageConnection, SocketMessageReader, SocketMessageWriter } from 'vscode-jsonrpc/node';
import { isAlive } from '../runs/is-alive.js';
import { speakAsTheEditor } from '../view/editor-language.js';
import { folderOf } from './address.js';
import { SimulationHost } from './host.js';

/** Real milliseconds between checks whether the editor is still running. */
const WATCH_EVERY = 2000;
/** Number of checks without work and without connections after which the process ends. */
const MAX_IDLE = 30;

const [mode, address, editor] = process.argv.slice(2);
if (mode === 'start') start();
else {
  speakAsTheEditor();
  serve();
}

/** As a grandchild, it does not end with the processes of the language server. */
function start(): void {
  const options = { detached: true, stdio: 'ignore', windowsHide: true } as const;
  spawn(process.execPath, [process.argv[1], 'serve', address, editor], options).unref();
}

function serve(): void {
  const host = new SimulationHost();
  const folder = folderOf(address);
  const end = () => {
    // Files left in the temporary folder do no harm.
    if (folder) rmSync(folder, { recursive: true, force: true });
    process.exit();
  };
  const endWhenIdle = () => {
    if (host.isIdle) end();
  };
  if (folder) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // The socket of a killed process.
    rmSync(address, { force: true });
  }
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket));
    connection.onError(() => {});
    host.listen(connection, endWhenIdle);
  });
  // Another process was faster.
  server.on('error', () => process.exit(1));
  server.listen(address);
  let isEnding = false;
  let idle = 0;
  setInterval(() => {
    idle = host.isIdle ? idle + 1 : 0;
    if (idle > MAX_IDLE) end();
    if (isAlive(Number(editor))) return;
    // The window is gone, so there is nobody to notify.
    if (isEnding) return;
    isEnding = true;
    host.stopAll().finally(end);
  }, WATCH_EVERY);
}
