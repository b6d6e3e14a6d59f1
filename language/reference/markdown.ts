/** A table of Markdown; bars in cells are escaped. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = headings.map((_, index) => rows.some((cells) => cells[index] !== ''));
  const keep = (cells: readonly string[]) => cells.filter((_, index) => used[index]);
  return [row(keep(headings)), row(keep(headings).map(() => '---')), ...rows.map((cells) => row(keep(cells)))].join(
    '\n',
  );
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
