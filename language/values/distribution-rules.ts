import type { Distribution } from '../../engine/model/scenario.js';
import type { Dimension } from '../dimensions/dimension.js';
import type { Expression } from '../generated/ast.js';
import type { DistributionParameter } from '../properties/distributions.js';
import type { Report } from '../validation/report.js';
import { LEAST_MASS, massWithin } from './mass.js';
import { faultOfRange } from './ranges.js';

/** Maximum number of components of a mixture, with those of nested mixtures counted one by one. */
const MAX_COMPONENTS = 1000;

/** Standard deviations are not negative, means of positive distributions are positive, and so on. */
export function parameterMustBeInRange(
  node: Expression,
  parameter: DistributionParameter,
  value: number,
  dimension: Dimension,
  report: Report,
): boolean {
  const fault = faultOfRange(value, node.$cstNode?.text ?? '', parameter, dimension);
  if (fault) report({ code: 'value/range', message: `\`${parameter.name}\` ${fault}.`, node });
  return fault === undefined;
}

/** `lo < hi`, and a mode between them. */
export function boundsMustBeOrdered(node: Expression, distribution: Distribution, report: Report): boolean {
  if (distribution.kind === 'uniform' && distribution.lo >= distribution.hi) {
    report({ code: 'distribution/bounds', message: '`lo` must be below `hi`, but it is not.', node });
    return false;
  }
  if (distribution.kind === 'triangular') {
    const { lo, mode, hi } = distribution;
    if (lo < hi && lo <= mode && mode <= hi) return true;
    report({
      code: 'distribution/bounds',
      message: '`lo`, `mode` and `hi` must be in this order, and `lo` below `hi`.',
      node,
    });
    return false;
  }
  return true;
}

/** Mixtures of mixtures grow by multiplication: a few lines could ask for more than any machine holds. */
export function componentsMustBeFew(
  node: Expression,
  components: readonly { distribution: Distribution }[],
  report: Report,
): boolean {
  const count = componentsIn(components);
  if (count <= MAX_COMPONENTS) return true;
  report({
    code: 'distribution/too-large',
    message: `This mixture has ${count} components, including those of nested mixtures; up to ${MAX_COMPONENTS} are possible.`,
    node,
  });
  return false;
}

function componentsIn(components: readonly { distribution: Distribution }[]): number {
  return components.reduce(
    (sum, { distribution }) => sum + (distribution.kind === 'mixture' ? componentsIn(distribution.components) : 1),
    0,
  );
}

/** Weights are probabilities. The tolerance of a thousandth of a per cent allows thirds written as decimals. */
export function weightsMustSumToOne(
  node: Expression,
  components: readonly { weight: number }[],
  report: Report,
): boolean {
  const sum = components.reduce((total, component) => total + component.weight, 0);
  if (Math.abs(sum - 1) <= 1e-5) return true;
  report({
    code: 'distribution/weights',
    message: `The weights of a mixture must sum to 1 (100 %), but these sum to ${Number(sum.toPrecision(6))}.`,
    node,
    details: { sum },
  });
  return false;
}

/** Values are redrawn until inside the bounds, so the bounds must contain some probability. */
export function boundsMustLeaveMass(
  node: Expression,
  distribution: Distribution,
  within: { lo: number; hi: number },
  report: Report,
): boolean {
  const mass = massWithin(distribution, within);
  if (mass >= LEAST_MASS) return true;
  report({
    code: 'distribution/impossible',
    message: `Hardly any value lies inside these bounds (a share of ${mass.toPrecision(2)}), so none could be drawn.`,
    node,
  });
  return false;
}
