import { createReadStream, promises, realpathSync, statSync } from 'node:fs';
import { URI } from 'langium';
import { NodeFileSystemProvider } from 'langium/node';
import { Language } from './documents/language.js';
import type { BoundedFiles, SizedNode } from './imports/bounded-files.js';

/** The local file system. */
export class NodeFiles extends NodeFileSystemProvider implements BoundedFiles {
  override async stat(uri: URI): Promise<SizedNode> {
    return sized(uri, await promises.stat(uri.fsPath));
  }

  override statSync(uri: URI): SizedNode {
    return sized(uri, statSync(uri.fsPath));
  }

  async readAtMost(uri: URI, most: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for await (const part of createReadStream(uri.fsPath, { end: most - 1 })) parts.push(part as Uint8Array);
    return Buffer.concat(parts);
  }
}

function sized(uri: URI, found: ReturnType<typeof statSync> & object): SizedNode {
  return {
    uri,
    isFile: found.isFile(),
    isDirectory: found.isDirectory(),
    size: Number(found.size),
    modified: Number(found.mtimeMs),
  };
}

/** The language on the local file system. It reads nothing outside the folder `root`. */
export function createNodeLanguage(root: string): Language {
  return new Language({ files: new NodeFiles(), roots: [URI.file(root)], followLinks: followSymbolicLinks });
}

/** The real path of a file; for a file that does not exist, its own path. */
export function followSymbolicLinks(uri: URI): URI {
  if (uri.scheme !== 'file') return uri;
  try {
    return URI.file(realpathSync(uri.fsPath));
  } catch {
    return uri;
  }
}
