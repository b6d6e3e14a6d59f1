import type { Mutations } from './mutations.js';
import type { Draws } from './random.js';

/** Something that somebody, or a program beside the editor, does to texts and files. */
export type Action =
  /** A whole text: opened where it is not open, else in the place of what was there. */
  | { readonly does: 'open'; readonly name: string; readonly text: string }
  /** A few letters put into an open text. */
  | { readonly does: 'type'; readonly name: string; readonly line: number; readonly text: string }
  | { readonly does: 'close'; readonly name: string }
  /** `untold`: no word about it reaches the server, as no editor should be; the laws must see it. */
  | { readonly does: 'write'; readonly name: string; readonly text: string; readonly untold?: boolean }
  | { readonly does: 'delete'; readonly name: string }
  /** On disk; the one that is open stays open under its old name. */
  | { readonly does: 'rename'; readonly name: string; readonly to: string }
  /** A text without a file becomes one, and is closed under its old name. */
  | { readonly does: 'save'; readonly name: string; readonly to: string }
  | { readonly does: 'ask'; readonly name: string; readonly line: number }
  /** Until the server has said what is wrong with a text, where it is open. */
  | { readonly does: 'wait'; readonly name: string };

/** A file that others import, files beside it, one that is no scenario, and texts that have no file. */
const FILES = ['01-baseline.twin', 'a.twin', 'b.twin', 'c.twin', 'notes.txt'];
const UNTITLED = ['untitled:Untitled-1', 'untitled:Untitled-2'];
const NAMES = [...FILES, ...UNTITLED];
const TYPED = ['\n', ' ', '}', '{', '/*', '"', 'scenario S extends Baseline { seed: 2 }', 'import "a.twin"\n'];
const MAX_LINES = 40;

/** Things done one after the other; few wait for what the server does about the one before them. */
export function actions(count: number, draws: Draws, mutations: Mutations): Action[] {
  return Array.from({ length: count }, () => action(draws, mutations));
}

function action(draws: Draws, mutations: Mutations): Action {
  const name = draws.oneOf(NAMES);
  const line = draws.below(MAX_LINES);
  switch (draws.below(10)) {
    case 0:
    case 1:
      return { does: 'open', name, text: mutations.text(draws) };
    case 2:
    case 3:
      return { does: 'type', name, line, text: draws.oneOf(TYPED) };
    case 4:
      return { does: 'close', name };
    case 5:
      return { does: 'write', name: draws.oneOf(FILES), text: mutations.text(draws) };
    case 6:
      return { does: 'delete', name: draws.oneOf(FILES) };
    case 7:
      return draws.below(2) === 0
        ? { does: 'rename', name: draws.oneOf(FILES), to: draws.oneOf(FILES) }
        : { does: 'save', name: draws.oneOf(UNTITLED), to: draws.oneOf(FILES) };
    case 8:
      return { does: 'wait', name };
    default:
      return { does: 'ask', name, line };
  }
}
