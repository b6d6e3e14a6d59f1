import type { Mutations } from './mutations.js';
import type { Draws } from './random.js';

/** An action of a user or of another program on texts and files. */
export type Action =
  /** Opens a whole text, or replaces it if it is open. */
  | { readonly does: 'open'; readonly name: string; readonly text: string }
  /** Inserts a few characters into an open text. */
  | { readonly does: 'type'; readonly name: string; readonly line: number; readonly text: string }
  | { readonly does: 'close'; readonly name: string }
  /** `untold`: the server is not notified, although it should be. The laws must detect this. */
  | { readonly does: 'write'; readonly name: string; readonly text: string; readonly untold?: boolean }
  | { readonly does: 'delete'; readonly name: string }
  /** Renames on disk; an open text stays open under its old name. */
  | { readonly does: 'rename'; readonly name: string; readonly to: string }
  /** Saves a text without a file, and closes it under its old name. */
  | { readonly does: 'save'; readonly name: string; readonly to: string }
  | { readonly does: 'ask'; readonly name: string; readonly line: number }
  /** Waits until the server has reported the diagnostics of a text, if the text is open. */
  | { readonly does: 'wait'; readonly name: string };

/** A file that others import, its neighbours, a file that is not a scenario, and texts without files. */
const FILES = ['01-baseline.twin', 'a.twin', 'b.twin', 'c.twin', 'notes.txt'];
const UNTITLED = ['untitled:Untitled-1', 'untitled:Untitled-2'];
const NAMES = [...FILES, ...UNTITLED];
const TYPED = ['\n', ' ', '}', '{', '/*', '"', 'scenario S extends Baseline { seed: 2 }', 'import "a.twin"\n'];
const MAX_LINES = 40;

/** A sequence of actions; few wait for the server's reaction to the previous action. */
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
