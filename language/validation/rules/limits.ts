import { estimate, LIMITS } from '../../../engine/model/limits.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { groupPaths, type ValueFinding } from './value-finding.js';

/** A run must stay within what one machine can do. */
export function runMustStayWithinLimits(scenario: Scenario): ValueFinding[] {
  const expected = estimate(scenario);
  const paths = [
    'duration',
    ...groupPaths(scenario.topology),
    'topology.peers',
    'primary.blockInterval',
    'primary.blockSize',
  ];
  if (expected.transmissions > LIMITS.transmissions)
    return [
      {
        code: 'scenario/limits',
        message: `The run would take about ${amount(expected.transmissions)} transmissions; up to ${amount(LIMITS.transmissions)} are allowed. Shorten the duration, or use fewer nodes or peers.`,
        paths,
      },
    ];
  if (expected.bytes > LIMITS.bytes)
    return [
      {
        code: 'scenario/limits',
        message: `The run would take about ${(expected.bytes / 1e9).toPrecision(2)} GB of memory; up to ${LIMITS.bytes / 1e9} GB are allowed. Shorten the duration, or use fewer nodes.`,
        paths,
      },
    ];
  return [];
}

const MILLION = 1e6;

/** `3 million`, `100 billion`, `2.5e+15`. */
function amount(value: number): string {
  if (value >= 1e15) return value.toExponential(1);
  const names: [number, string][] = [
    [1e12, 'trillion'],
    [1e9, 'billion'],
    [MILLION, 'million'],
  ];
  const [scale, name] = names.find(([size]) => value >= size) ?? [1, ''];
  const scaled = Number((value / scale).toPrecision(2));
  return name === '' ? String(scaled) : `${scaled} ${name}`;
}
