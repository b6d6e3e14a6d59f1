import { beforeAll, describe, expect, it } from 'vitest';
import { code, markdown } from '../../../language/editor/markdown.js';
import { Editor } from './editor.js';

/** Pictures in every Markdown syntax. */
const PICTURES = [
  '![seen](https://evil.example/seen.png)',
  '![seen][there]\n[there]: https://evil.example/seen.png',
  '![a [b] c](https://evil.example/seen.png)',
  '![a\nb](https://evil.example/seen.png)',
  '![](data:image/png;base64,AAAA)',
  '![ok](data:image/svg+xml;base64,AA) ![seen](https://evil.example/seen.png)',
];

describe('text of a scenario in the Markdown of the editor', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.on();
  });

  it.each(PICTURES)('fetches no picture: %s', async (picture) => {
    const documented = `/** Look: ${picture.replaceAll('\n', '\n * ')} */\ntopology World { nodes: 4 }\n`;
    const foreign = /!\[(?!ok\]\(data:image\/svg)/;
    const hovered = await editor.hoverWithPictures(`${documented}scenario S { topology: Wor<|>ld }`);
    expect(hovered).toContain('Look: ');
    expect(hovered).not.toMatch(foreign);
    const offered = await editor.complete(`${documented}scenario S { topology: <|> }`);
    const documentation = JSON.stringify(offered.map((item) => item.documentation));
    expect(documentation).toContain('Look: ');
    expect(documentation).not.toMatch(foreign);
  });

  it('keeps the pictures that Twinchain draws', async () => {
    expect(await editor.hoverWithPictures('distribution Cad<|>ence = normal(30s, 5s)')).toMatch(
      /!\[[^\]]*\]\(data:image\/svg\+xml/,
    );
  });

  it('becomes a link instead of a picture', () => {
    expect(markdown('![seen](https://a.example/b.png)').value).toBe('[seen](https://a.example/b.png)');
  });

  it('stays between its backticks', () => {
    expect(code('1s')).toBe('`1s`');
    expect(code('matrix "a`![x](https://evil.example)`b"')).toBe('`` matrix "a`![x](https://evil.example)`b" ``');
  });
});
