import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureStudioPackages } from './packages.js';
import { installExtension, settingsWithoutTrust, startWorkbenchServer } from './server.js';

const PACKAGED_EXTENSION = fileURLToPath(new URL('../../dist/twinchain.vsix', import.meta.url));
const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

/**
 * `npm run studio [-- folder]`: VS Code in the browser, with Twinchain installed and a copy of the examples, or the
 * given folder, as its workspace. Prints the address to open; Ctrl-C stops it.
 */
async function main(): Promise<void> {
  const given = process.argv[2];
  if (given && !existsSync(given)) throw new Error(`There is no folder '${given}'.`);
  ensureStudioPackages(console.log);
  const data = path.join(cacheFolder(), 'twinchain-studio');
  mkdirSync(data, { recursive: true });
  chmodSync(data, 0o700);
  await installExtension(data, PACKAGED_EXTENSION);
  const folder = given ? path.resolve(given) : copyOfExamples();
  const server = await startWorkbenchServer({ data });
  console.log(`
Twinchain Studio runs. Open this address in your browser, and keep it to yourself (the page holds a terminal):

  ${server.address(folder)}

The workspace is ${folder}. Ctrl-C stops the studio.`);
  const trusting = settingsWithoutTrust(data);
  if (trusting)
    console.log(
      `\nWorkspace trust is off in ${trusting}: tasks of a folder may run when it is opened. Delete the line to turn it on.`,
    );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
  }
}

function cacheFolder(): string {
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? os.tmpdir();
  return process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');
}

/** A copy of the examples, so that edits do not change those of the checkout. */
function copyOfExamples(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'twinchain-examples-'));
  cpSync(EXAMPLES, folder, { recursive: true });
  return folder;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
