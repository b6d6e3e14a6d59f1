import { describe, expect, it } from 'vitest';
import { TwinFileMoves } from '../../../language/editor/structure/file-moves.js';
import { uriIn } from '../memory-files.js';
import { Editor } from './editor.js';

const FILES = {
  'nets/net.twin': 'topology Net { nodes: 4  latency: matrix "../data/pings.csv" }\n',
  'data/pings.csv': 'from,to,ms\nBerlin,Paris,8\n',
};
const MAIN = 'import "nets/net.twin"\ndistribution D = empirical("data/pings.csv", "ms", ms)\n';

/** The paths in each file after files are renamed, by the file's old path. */
async function pathsAfter(...moves: readonly (readonly [string, string])[]): Promise<Record<string, string[]>> {
  const editor = await Editor.on(FILES);
  const document = await editor.open(MAIN);
  expect(document.diagnostics).toEqual([]);
  const edit = new TwinFileMoves(() => editor.services).willRenameFiles({
    files: moves.map(([from, to]) => ({ oldUri: uriIn(from).toString(), newUri: uriIn(to).toString() })),
  });
  const root = uriIn('').toString();
  return Object.fromEntries(
    Object.entries(edit?.changes ?? {}).map(([uri, edits]) => [
      uri.slice(root.length).replace(/^\//, ''),
      edits.map(({ newText }) => newText),
    ]),
  );
}

describe('paths follow files', () => {
  it('that are renamed', async () => {
    expect(await pathsAfter(['nets/net.twin', 'nets/small.twin'])).toEqual({ 'main.twin': ['nets/small.twin'] });
  });

  it('that are moved: paths to them, and paths in them', async () => {
    expect(await pathsAfter(['nets/net.twin', 'lib/deep/net.twin'])).toEqual({
      'main.twin': ['lib/deep/net.twin'],
      'nets/net.twin': ['../../data/pings.csv'],
    });
  });

  it('in folders that are renamed', async () => {
    expect(await pathsAfter(['data', 'measured'])).toEqual({
      'main.twin': ['measured/pings.csv'],
      'nets/net.twin': ['../measured/pings.csv'],
    });
  });

  it('and stay the same where both files move together, or neither', async () => {
    expect(await pathsAfter(['nets', 'lib/nets'], ['data', 'lib/data'], ['main.twin', 'lib/main.twin'])).toEqual({});
    expect(await pathsAfter(['readme.md', 'docs/readme.md'])).toEqual({});
  });
});
