import { type FileSystemNode, type FileSystemProvider, URI, UriUtils } from 'langium';

/** Root of the files in memory. */
export const WORKSPACE = URI.parse('memory:///workspace');

export function uriIn(path: string): URI {
  return UriUtils.joinPath(WORKSPACE, path);
}

/** A file system for tests. Texts are stored as UTF-8, bytes unchanged. */
export class MemoryFiles implements FileSystemProvider {
  private readonly contents = new Map<string, Uint8Array>();

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    this.replace(files);
  }

  /** Other files instead of those that there are. */
  replace(files: Readonly<Record<string, string | Uint8Array>>): void {
    this.contents.clear();
    for (const [path, content] of Object.entries(files)) this.write(uriIn(path), content);
  }

  write(uri: URI, content: string | Uint8Array): void {
    this.contents.set(uri.toString(), typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }

  existsSync(uri: URI): boolean {
    return this.contents.has(uri.toString()) || this.isFolder(uri);
  }

  private isFolder(uri: URI): boolean {
    return [...this.contents.keys()].some((key) => key.startsWith(`${uri.toString()}/`));
  }

  async exists(uri: URI): Promise<boolean> {
    return this.existsSync(uri);
  }

  readBinarySync(uri: URI): Uint8Array {
    const found = this.contents.get(uri.toString());
    if (!found) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return found;
  }

  async readBinary(uri: URI): Promise<Uint8Array> {
    return this.readBinarySync(uri);
  }

  readFileSync(uri: URI): string {
    return new TextDecoder().decode(this.readBinarySync(uri));
  }

  async readFile(uri: URI): Promise<string> {
    return this.readFileSync(uri);
  }

  statSync(uri: URI): FileSystemNode {
    const isFile = this.contents.has(uri.toString());
    const isDirectory = this.isFolder(uri);
    if (!isFile && !isDirectory) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return { isFile, isDirectory, uri };
  }

  async stat(uri: URI): Promise<FileSystemNode> {
    return this.statSync(uri);
  }

  readDirectorySync(uri: URI): FileSystemNode[] {
    return [...this.contents.keys()]
      .map((key) => URI.parse(key))
      .filter((file) => UriUtils.equals(UriUtils.dirname(file), uri))
      .map((file) => this.statSync(file));
  }

  async readDirectory(uri: URI): Promise<FileSystemNode[]> {
    return this.readDirectorySync(uri);
  }
}
