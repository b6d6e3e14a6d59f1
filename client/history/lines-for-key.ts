import { commands, type TreeView } from 'vscode';

/** Adds the focused line of the focused list to the selection, or takes it out. VS Code does not open the line. */
const TOGGLE = 'list.toggleSelection';

/**
 * The lines that a key acts on, as in VS Code's own lists: the selection if the focused line is part of it, otherwise the
 * focused line alone.
 *
 * VS Code tells an extension which lines are selected, but not which one has the focus. The arrow keys move only the
 * focus, so the selection may be far from it. Therefore the focused line is toggled in the selection and back: it is the
 * one whose selection changes.
 *
 * @param idOf the identity of a line
 */
export async function linesForKey<Line>(
  view: Pick<TreeView<Line>, 'selection'>,
  idOf: (line: Line) => string,
): Promise<readonly Line[]> {
  const selection = view.selection;
  const before = new Set(selection.map(idOf));
  await commands.executeCommand(TOGGLE);
  const toggled = view.selection;
  const after = new Set(toggled.map(idOf));
  const [added] = toggled.filter((line) => !before.has(idOf(line)));
  const isChanged = added !== undefined || before.size !== after.size;
  if (isChanged) await commands.executeCommand(TOGGLE);
  return added === undefined ? selection : [added];
}
