import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../runs/canonical-json.js';

/** Letters of a session's name, limited because the path of a socket may have only 104 bytes. */
const LETTERS = 24;

/**
 * Address of the simulations of an editor session: a named pipe on Windows, else a socket in a folder that only its
 * owner may enter.
 * @param session a name that cannot be guessed
 */
export function addressOf(session: string): string {
  const name = `twinchain-${sha256(session).slice(0, LETTERS)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name, 'pipe');
}

/** The folder of a socket; undefined for a pipe, which has no folder. */
export function folderOf(address: string): string | undefined {
  return address.startsWith('\\\\') ? undefined : dirname(address);
}
