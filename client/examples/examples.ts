import { Uri, workspace } from 'vscode';
import { type ExampleText, exampleText } from './first-comment.js';

/** An example that ships with the extension. */
export interface Example extends ExampleText {
  /** File name. */
  name: string;
}

export async function listExamples(extension: Uri): Promise<Example[]> {
  const folder = Uri.joinPath(extension, 'examples');
  const files = await workspace.fs.readDirectory(folder);
  const names = files.map(([name]) => name).filter((name) => name.endsWith('.twin'));
  const examples = names.map(async (name) => ({ name, ...exampleText(await text(Uri.joinPath(folder, name))) }));
  return (await Promise.all(examples)).sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name));
}

/**
 * Copies the examples to a folder where they can be changed and run, with the files that they need. An existing copy is
 * kept, since the user may have changed it.
 */
export async function copyExamples(extension: Uri, home: Uri): Promise<Uri> {
  const from = Uri.joinPath(extension, 'examples');
  const to = Uri.joinPath(home, 'examples');
  await workspace.fs.createDirectory(to);
  const present = new Set((await workspace.fs.readDirectory(to)).map(([name]) => name));
  for (const [name] of await workspace.fs.readDirectory(from))
    if (!present.has(name)) await workspace.fs.copy(Uri.joinPath(from, name), Uri.joinPath(to, name));
  return to;
}

/** The file of that name in the workspace, if it has one: a user who works on it expects no second copy. */
export async function findInWorkspace(name: string): Promise<Uri | undefined> {
  const [own] = await workspace.findFiles(`**/${name}`, '{**/node_modules/**,**/.twinchain/**}', 1);
  return own;
}

/** The order of the gallery: the baseline comes first. */
function rank(name: string): number {
  return name === 'baseline.twin' ? 0 : 1;
}

async function text(file: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}
