import type { Dimension } from '../dimensions/dimension.js';
import { toSi, UNITS, type Unit, unitFromText } from '../dimensions/units.js';
import type { Expression, NameExpression } from '../generated/ast.js';
import { numbersOf } from '../imports/data-files.js';
import { didYouMean, nearest } from '../names/nearest.js';
import { dotted, wordOf } from '../names/text.js';
import { distributionNamed } from '../properties/distributions.js';
import type { Report } from '../validation/report.js';
import { argumentsMustFit } from './arguments.js';
import { reportNoNumber, tableMustHaveColumns } from './data.js';
import { type DistributionRequest, fits, type TypedDistribution } from './distribution-request.js';
import { FAMILIES, fitted, goodnessOf } from './fitting.js';
import { largest, writeQuantity } from './ranges.js';

const COLUMN_ARGUMENTS = [{ name: 'file' }, { name: 'column' }, { name: 'unit' }];

/** `empirical("sizes.csv", "bytes", B)` */
export function fromMeasurements(
  expression: NameExpression,
  request: DistributionRequest,
): TypedDistribution | undefined {
  const found = argumentsMustFit(expression, COLUMN_ARGUMENTS, request.report);
  const measured = found && measurements(expression, found, request);
  return measured && { distribution: { kind: 'empirical', values: measured.values }, dimension: measured.dimension };
}

/** `fitted(lognormal, "sizes.csv", "bytes", B)` */
export function fromFit(expression: NameExpression, request: DistributionRequest): TypedDistribution | undefined {
  const found = argumentsMustFit(expression, [{ name: 'family' }, ...COLUMN_ARGUMENTS], request.report);
  const familyNode = found?.get('family');
  if (!found || !familyNode) return undefined;
  const word = familyNode.$type === 'NameExpression' ? wordOf(familyNode) : undefined;
  const family = FAMILIES.find((known) => known === word);
  if (!family) {
    const suggestions = nearest(word ?? '', FAMILIES);
    request.report({
      code: 'value/unknown',
      message: `\`${familyNode.$cstNode?.text ?? ''}\` is not a valid distribution for \`fitted\`; expected ${FAMILIES.join(', ')}.${didYouMean(suggestions)}`,
      node: familyNode,
      suggestions,
    });
    return undefined;
  }
  const measured = measurements(expression, found, request);
  if (!measured) return undefined;
  const { values, dimension, column } = measured;
  const distribution = fitted(family, values);
  if ('obstacle' in distribution) {
    request.report({
      code: 'data/fit',
      message: `\`${family}\` cannot be fitted to column ${column}: ${distribution.obstacle}.`,
      node: familyNode,
    });
    return undefined;
  }
  return { distribution, dimension, goodness: () => goodnessOf(distribution, values) };
}

/** A column of a file, in SI. */
function measurements(
  expression: NameExpression,
  found: ReadonlyMap<string, Expression>,
  request: DistributionRequest,
): { values: number[]; dimension: Dimension; column: string } | undefined {
  const form = dotted(expression);
  const [file, column, unitNode] = ['file', 'column', 'unit'].map((name) => found.get(name));
  const unit = unitNode && unitArgument(unitNode, form, request.report);
  if (file?.$type !== 'Text' || column?.$type !== 'Text') {
    const wrong = file?.$type !== 'Text' ? file : column;
    if (wrong)
      request.report({
        code: 'value/unexpected',
        message: `A file and its column are strings: \`${distributionNamed(form)?.example ?? form}\`.`,
        node: wrong,
      });
    return undefined;
  }
  if (!unit || !fits(expression, unit.dimension, request)) return undefined;
  const table = tableMustHaveColumns(file, file.value, [column.value], request.files, request.report, {
    columnNode: column,
  });
  if (!table) return undefined;
  const result = numbersOf(table, column.value);
  if ('found' in result) {
    reportNoNumber(file, file.value, column.value, result, request.report);
    return undefined;
  }
  const values = result.numbers.map((value) => toSi(value, unit));
  const limit = largest(unit.dimension);
  const beyond = values.findIndex((value) => Math.abs(value) > limit);
  if (beyond >= 0) {
    request.report({
      code: 'value/range',
      message: `Line ${table.rows.at(beyond)?.line} of "${file.value}" has ${result.numbers[beyond]} ${unit.name} in column "${column.value}"; up to ${writeQuantity(limit, unit.dimension)} can be simulated.`,
      node: file,
    });
    return undefined;
  }
  return { values, dimension: unit.dimension, column: `"${column.value}" of "${file.value}"` };
}

function unitArgument(node: Expression, form: string, report: Report): Unit | undefined {
  const text = node.$type === 'Text' ? node.value : (node.$cstNode?.text ?? '');
  const unit = unitFromText(text);
  if (unit) return unit;
  const suggestions = nearest(
    text,
    UNITS.map((entry) => entry.name),
  );
  report({
    code: 'unit/unknown',
    message: `The last argument of \`${form}\` must be a unit, but \`${text}\` is not one.${didYouMean(suggestions)}`,
    node,
    suggestions,
  });
  return undefined;
}
