import type { EngineFigures } from './engine-case.js';
import { markdownTable } from './markdown-table.js';

/** Cost of one PBFT decision with this number of nodes, when each sends to each. */
interface Peer {
  name: string;
  nodes: number;
  /** CPU time of a decision, ms, and memory, MiB; absent if not measured. */
  cpu: number;
  memory?: number;
  /** What it simulates besides messages and delays, according to its authors. */
  remark: string;
}

/**
 * Alternatives to Twinchain: simulators in public repositories, run in 2026 on two shared virtual cores (Node.js 20,
 * OpenJDK 17, g++ 12), medians of up to five runs. None of them has a second chain, twins, or reconfiguration during a
 * run.
 */
const PEERS: readonly Peer[] = [
  { name: 'JABS (Java)', nodes: 32, cpu: 8.0, memory: 319, remark: 'queues at links; no view change' },
  { name: 'SimGrid S4U, written by hand (C++)', nodes: 32, cpu: 13.5, remark: 'shares bandwidth among flows' },
  { name: 'SimPy 3, written by hand (Python)', nodes: 32, cpu: 18.9, remark: 'delays only' },
  {
    name: 'BFT-Simulator (JavaScript)',
    nodes: 32,
    cpu: 31,
    memory: 102,
    remark: 'one distribution of delays; no seed',
  },
  { name: 'QUANTAS (C++)', nodes: 32, cpu: 62.5, memory: 45, remark: 'rounds instead of time' },
  { name: 'PBFT on ns-3 (C++)', nodes: 32, cpu: 175, memory: 205, remark: 'packets' },
  { name: 'JABS (Java)', nodes: 512, cpu: 2866, memory: 370, remark: 'queues at links; no view change' },
  { name: 'BFT-Simulator (JavaScript), mended', nodes: 512, cpu: 137_618, memory: 7758, remark: 'as above' },
];

/**
 * The figures of Twinchain, measured now, beside those of its peers, measured earlier.
 * @param measure measures the baseline with direct dissemination
 */
export function peersTable(measure: (nodes: number, seconds: number) => EngineFigures): string {
  const ours = (nodes: number, seconds: number): Peer => {
    const { simulatedPerSecond, blockTime, peak } = measure(nodes, seconds);
    const remark = 'all of it: bandwidth, latency by place, both chains, twins, tables';
    return { name: 'Twinchain', nodes, cpu: (1000 * blockTime) / simulatedPerSecond, memory: peak, remark };
  };
  const rows = [ours(32, 900), ours(512, 20), ...PEERS].sort((a, b) => a.nodes - b.nodes || a.cpu - b.cpu);
  return markdownTable(
    ['simulator', 'nodes', 'CPU ms per decision', 'MiB', 'what it simulates besides'],
    rows.map(({ name, nodes, cpu, memory, remark }) => [
      name,
      String(nodes),
      cpu < 10 ? cpu.toFixed(2) : cpu.toFixed(0),
      memory?.toFixed(0) ?? '-',
      remark,
    ]),
  );
}
