import { readFileSync } from 'node:fs';

/** The code blocks of docs/extending.md, in their order. */
export interface Page {
  /** `engine/consensus/roll-call/roll-call.ts` */
  readonly file: string;
  /** The import in `engine/consensus/protocols.ts`. */
  readonly importLine: string;
  readonly row: string;
  /** Shell commands, one per line. */
  readonly commands: string;
  /** How `NumberChain` runs the protocol. */
  readonly example: string;
}

/** @throws Error if the page does not have as many code blocks as expected here */
export function readPage(): Page {
  const text = readFileSync(new URL('../../../../docs/extending.md', import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, code]) => code);
  if (blocks.length !== 5) throw new Error(`docs/extending.md has ${blocks.length} pieces of code, not 5`);
  const [file, importLine, row, commands, example] = blocks;
  return { file, importLine, row, commands, example };
}
