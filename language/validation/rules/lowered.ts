import { durationText } from '../../../engine/model/duration-text.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { describeCode } from '../codes.js';
import { chainsMustHaveNodes, groupPoliciesShouldHaveTwins, policiesMustFitSystem } from './chain-nodes.js';
import {
  arrivalsMustMakeSense,
  runShouldReachNoon,
  traceShouldCoverRun,
  transactionsShouldFitBlocks,
} from './demand.js';
import { runMustStayWithinLimits } from './limits.js';
import { drawnMatrixFindings } from './matrix.js';
import { overlayShouldBeConnected, topologyFindings } from './overlays.js';
import { quorumsShouldBeSafe } from './quorums.js';
import { roundsShouldFitTimeouts } from './timeouts.js';
import type { ValueFinding } from './value-finding.js';

/** The warm-up must be shorter than the duration. */
export function warmupMustBeShorterThanDuration({ duration, warmup }: Scenario): ValueFinding[] {
  if (warmup < duration) return [];
  return [
    {
      code: 'scenario/warmup',
      message: `The warm-up of ${durationText(warmup)} is not shorter than the duration of ${durationText(duration)}, so nothing would be measured.`,
      paths: ['warmup', 'duration'],
    },
  ];
}

/** Rules about a whole scenario; later ones make sense only if the earlier ones hold. */
export function scenarioFindings(scenario: Scenario): ValueFinding[] {
  const topology = topologyFindings(scenario.topology);
  const broken = topology.some(({ code }) => describeCode(code).severity === 'error');
  const rest = [
    ...chainsMustHaveNodes(scenario),
    ...policiesMustFitSystem(scenario),
    ...arrivalsMustMakeSense(scenario),
    ...warmupMustBeShorterThanDuration(scenario),
  ];
  if (broken || rest.length > 0) return [...topology, ...rest];
  return [
    ...topology,
    ...runMustStayWithinLimits(scenario),
    ...quorumsShouldBeSafe(scenario),
    ...roundsShouldFitTimeouts(scenario),
    ...transactionsShouldFitBlocks(scenario),
    ...runShouldReachNoon(scenario),
    ...traceShouldCoverRun(scenario),
    ...groupPoliciesShouldHaveTwins(scenario),
    ...overlayShouldBeConnected(scenario.topology, scenario.seed),
    ...drawnMatrixFindings(scenario),
  ];
}
