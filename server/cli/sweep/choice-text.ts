import stringWidth from 'string-width';
import type { Experiment } from '../../../engine/model/experiment.js';
import { choiceView } from '../../experiments/experiment-view.js';
import type { ExperimentSummary, Figure, Outcome } from '../../experiments/index.js';
import { choiceSentences, meetingText } from '../../protocol/choice-text.js';
import { terminalText } from '../../protocol/plain-text.js';
import { columnFormat } from '../../protocol/quantities.js';
import { textTable } from '../results/text-table.js';
import type { Output } from '../terminal.js';

/** One number at each point, as a table of the grid shows it. */
interface Pivot {
  title: string;
  unit: string;
  values: readonly Figure[];
  /** The point that was chosen. */
  best?: number | null;
}

/**
 * Which points of a grid meet every expectation, and which point is chosen. There is a table for each goal, or else for
 * the first plotted metric; its rows and columns are the varied properties. Empty if nothing varies, or if a table
 * would repeat what is already shown.
 */
export function choiceText(summary: ExperimentSummary, experiment: Experiment, output: Output): string[] {
  const { axes, points, choices = [] } = summary;
  if (points.length < 2) return [];
  const among = { axes, points: points.map(({ values, meets }) => ({ values: texts(values), meets: meets ?? null })) };
  if (choices.length > 0)
    return choices.flatMap((choice) => [
      output.colours.bold(`Choice: ${choice.direction} ${terminalText(choice.source)}`),
      ...choiceSentences(choiceView(choice), among).map((sentence) => `  ${breakable(terminalText(sentence))}`),
      ...pivotText({ title: choice.source, ...choice }, summary, output),
      '',
    ]);
  const isSplit = points.some(({ meets }) => meets !== undefined && meets !== 'passed');
  const meeting = isSplit ? meetingText(among) : undefined;
  const isGrid = new Set(axes.map(({ dimension }) => dimension)).size > 1;
  if (!isGrid) return meeting === undefined ? [] : [meeting, ''];
  const pivot = plottedFirst(summary, experiment);
  return [
    output.colours.bold(`The grid: ${pivot.title}`),
    ...(meeting === undefined ? [] : [`  ${meeting}`]),
    ...pivotText(pivot, summary, output),
    '',
  ];
}

function texts(values: readonly { text: string; value?: number }[]): { text: string; value: number | null }[] {
  return values.map(({ text, value }) => ({ text, value: value ?? null }));
}

function breakable(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

/** The first metric that the experiment plots; delays if it plots none. */
function plottedFirst({ points }: ExperimentSummary, { plots }: Experiment): Pivot {
  const [plot] = plots.filter((candidate) => candidate.kind === 'metric');
  const { metric, statistic } = plot ?? ({ metric: 'delay.total', statistic: 'mean' } as const);
  return {
    title: `${statistic} of ${metric}`,
    unit: points.flatMap(({ metrics }) => metrics[metric]?.unit ?? [])[0] ?? '',
    values: points.map(({ metrics }) => metrics[metric]?.[statistic] ?? { value: null, low: null, high: null }),
  };
}

const MARKS: Readonly<Record<Outcome, string>> = { passed: '✓', failed: '✗', undecided: '?' };

/** Values by the varied properties. The last `vary` runs along the columns if there are several and they fit. */
function pivotText(pivot: Pivot, { axes, points }: ExperimentSummary, output: Output): string[] {
  const dimensions = [...new Set(axes.map(({ dimension }) => dimension))];
  const across = dimensions.length > 1 ? dimensions.at(-1) : undefined;
  const wide = tableOf(pivot, axes, points, across, output);
  const fits = across === undefined || Math.max(...wide.map((line) => stringWidth(line))) <= output.width;
  const isJudged = points.some(({ meets }) => meets !== undefined);
  const best = pivot.best === undefined ? '' : '  ★ best';
  const legend = isJudged ? [output.colours.dim(`  ✓ meets every expectation  ✗ does not  ? undecided${best}`)] : [];
  return [...(fits ? wide : tableOf(pivot, axes, points, undefined, output)), ...legend];
}

/** @param across the dimension that runs along the columns; undefined: none */
function tableOf(
  pivot: Pivot,
  axes: ExperimentSummary['axes'],
  points: ExperimentSummary['points'],
  across: number | undefined,
  { colours }: Output,
): string[] {
  const { unit, format } = columnFormat(
    pivot.values.map(({ value }) => value),
    pivot.unit,
  );
  const textsAt = (point: number, isColumn: boolean) =>
    axes.flatMap(({ dimension }, axis) =>
      (dimension === across) === isColumn ? [terminalText(points[point].values[axis].text)] : [],
    );
  const columns = [...new Set(points.map((_, point) => textsAt(point, true).join(', ')))];
  const rows = new Map<string, { labels: string[]; cells: Map<string, string> }>();
  points.forEach(({ meets }, point) => {
    const labels = textsAt(point, false);
    const row = rows.get(labels.join('\n')) ?? { labels, cells: new Map<string, string>() };
    const mark = meets === undefined ? '' : ` ${MARKS[meets]}`;
    const star = point === pivot.best ? '★ ' : '';
    row.cells.set(textsAt(point, true).join(', '), `${star}${format(pivot.values[point].value)}${mark}`);
    rows.set(labels.join('\n'), row);
  });
  const shownUnit = unit ? `, ${unit}` : '';
  const named = (isColumn: boolean) =>
    axes
      .filter(({ dimension }) => (dimension === across) === isColumn)
      .map(({ path }) => path.split('.').slice(-2).join('.'));
  const heads = across === undefined ? [`${terminalText(pivot.title)}${shownUnit}`] : columns;
  const table = textTable(
    [
      [...named(false), ...heads].map((text) => colours.dim(text)),
      ...[...rows.values()].map(({ labels, cells }) => [
        ...labels,
        ...columns.map((column) => cells.get(column) ?? ''),
      ]),
    ],
    [...named(false).map(() => 'left' as const), ...heads.map(() => 'right' as const)],
  );
  return across === undefined
    ? table
    : [colours.dim(`  Columns: ${named(true).join(', ')}${shownUnit && `; values in ${unit}`}`), ...table];
}
