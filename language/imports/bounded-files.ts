import type { FileSystemNode, FileSystemProvider, URI } from 'langium';

/** A file with its size in bytes and its modification time, ms, if the file system reports them. */
export interface SizedNode extends FileSystemNode {
  readonly size?: number;
  readonly modified?: number;
}

/** A file system that can report the size of a file before it is read, and read only a part of it. */
export interface BoundedFiles extends FileSystemProvider {
  stat(uri: URI): Promise<SizedNode>;
  statSync(uri: URI): SizedNode;
  /** The first bytes, for files without a size that may never end: pipes and devices. */
  readAtMost?(uri: URI, most: number): Promise<Uint8Array>;
}

/** `1.5 GB`, `10.0 MB`. */
export function writeSize(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Why a file could not be read, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
      return 'you may not read it';
    default:
      return 'it is not a file that can be read';
  }
}
