import type { Overlay } from '../../engine/model/scenario.js';
import type { CsvTable } from '../imports/csv-table.js';
import type { Value } from '../values/value.js';

type OptionValue = Extract<Value, { kind: 'option' }>;

/** The overlay that a value of `peers` describes. */
export function lowerOverlay(value: Value): Overlay | undefined {
  if (value.kind === 'file') return { kind: 'edges', edges: edgesOf(value.table) };
  return value.kind === 'option' ? fromOption(value) : undefined;
}

function fromOption({ name, arguments: given }: OptionValue): Overlay | undefined {
  const number = (parameter: string) => {
    const value = given[parameter];
    return typeof value === 'number' ? value : 0;
  };
  switch (name) {
    case 'full':
    case 'ring':
      return { kind: name };
    case 'random':
      return { kind: 'random', dials: number('k') };
    case 'regular':
      return { kind: 'regular', degree: number('k') };
    case 'smallWorld':
      return { kind: 'smallWorld', degree: number('k'), rewiring: number('p') };
    case 'scaleFree':
      return { kind: 'scaleFree', attachments: number('m') };
    default:
      return undefined;
  }
}

/** Pairs of node numbers; cells were checked to be numbers. */
function edgesOf(table: CsvTable): [number, number][] {
  const from = table.columns.indexOf('from');
  const to = table.columns.indexOf('to');
  return Array.from(table.rows, ({ cells }) => [Number(cells[from]), Number(cells[to])]);
}
