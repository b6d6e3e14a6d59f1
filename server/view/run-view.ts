import { PROTOCOLS } from '../../engine/consensus/protocols.js';
import { METRICS } from '../../engine/measurement/metrics.js';
import { type Results, recordingOf } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { RunState, RunView, SystemView } from '../protocol/run-view.js';
import { boxView } from './box-view.js';
import { numbersOf } from './columns.js';
import { countedNodes } from './counted-nodes.js';
import { delayHistory } from './delay-history.js';
import { learntView } from './deliberation-view.js';
import { distributions } from './distributions.js';
import { faultViews } from './fault-views.js';
import { metricViews } from './metric-views.js';
import { networkView } from './network-view.js';
import { receiptsView } from './receipts-view.js';
import { reconfigurations } from './reconfigurations.js';
import { seriesView } from './series-view.js';
import { storyView } from './story-view.js';
import { switchesView } from './switches-view.js';
import { trafficView } from './traffic-view.js';
import { warnings } from './warnings.js';

export interface RunIdentity {
  id: string;
  /** Display name of the run; absent: the scenario's name. */
  name?: string;
}

/** Everything that the panel draws of a finished or stopped run. */
export function runView(results: Results, scenario: Scenario, identity: RunIdentity): RunView {
  const timelines = reconfigurations(results);
  const shown = growing(results, scenario, identity, results.complete ? 'complete' : 'stopped');
  return {
    ...shown,
    warnings: warnings(results, scenario, shown.metrics),
    reconfigurations: timelines.shown,
    reconfigurationsLeftOut: timelines.leftOut,
  };
}

/**
 * The part of the view that is updated during a run, from the results so far. Leaves out the timelines, which would be
 * sent again and again, and everything that can only be judged at the end.
 */
export function liveRunView(resultsSoFar: Results, scenario: Scenario, identity: RunIdentity): RunView {
  return {
    ...growing(resultsSoFar, scenario, identity, 'running'),
    warnings: [],
    reconfigurations: [],
    reconfigurationsLeftOut: 0,
  };
}

type Growing = Omit<RunView, 'warnings' | 'reconfigurations' | 'reconfigurationsLeftOut'>;

function growing(results: Results, scenario: Scenario, identity: RunIdentity, state: RunState): Growing {
  const recording = recordingOf(results);
  const learnt = learntView(recording, scenario);
  const blockTimes = (name: string) =>
    boxView(METRICS.find((metric) => metric.name === name)?.samples(recording) ?? []);
  return {
    id: identity.id,
    name: identity.name ?? scenario.name,
    scenario: scenario.name,
    seed: scenario.seed,
    state,
    simulatedSeconds: results.simulatedSeconds,
    duration: scenario.duration,
    warmup: scenario.warmup,
    system: systemView(results, scenario),
    ...(results.faults ? { faults: faultViews(results) } : {}),
    ...(results.culprits?.length ? { culprits: results.culprits } : {}),
    metrics: metricViews(results, scenario),
    delays: delayHistory(results),
    counted: countedNodes(recording),
    distributions: distributions(results, scenario),
    blockTimes: { normal: blockTimes('blockTime.normal'), switch: blockTimes('blockTime.switch') },
    switches: switchesView(results),
    series: seriesView(results, scenario),
    traffic: trafficView(results),
    receipts: receiptsView(results),
    story: storyView(recording, scenario),
    ...(learnt ? { learnt } : {}),
    network: networkView(results, scenario.topology),
  };
}

function systemView(results: Results, { primary, management }: Scenario): SystemView {
  return {
    nodes: results.tables.nodes.rows,
    managementNodes: numbersOf(results, 'nodes', 'management').reduce((sum, value) => sum + value, 0),
    consensus: protocolTitle(primary.consensus),
    managementConsensus: protocolTitle(management.consensus),
    blockSize: primary.blockSize,
    blockInterval: primary.blockInterval,
    configurationBlockSize: management.configurationBlockSize,
    saturated: !primary.workload,
  };
}

/** The title of a protocol. A stored run may be of a version with other protocols. */
function protocolTitle(name: string): string {
  return PROTOCOLS.find((protocol) => protocol.name === name)?.title ?? name;
}
