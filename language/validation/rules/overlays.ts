import { streamKey } from '../../../engine/kernel/streams.js';
import { LIMITS } from '../../../engine/limits/limits.js';
import type { Topology } from '../../../engine/model/scenario.js';
import { components, drawPeers } from '../../../engine/network/overlay.js';
import { matrixFindings } from './matrix.js';
import { topologyMustHaveFittingSize } from './topology-size.js';
import { groupPaths, nodesOf, plural, type ValueFinding } from './value-finding.js';

/** A node can have at most all other nodes as peers. */
export function peersMustBeFewerThanNodes(topology: Topology): ValueFinding[] {
  const { peers } = topology;
  const nodes = nodesOf(topology);
  const wanted =
    peers.kind === 'random'
      ? peers.dials
      : peers.kind === 'scaleFree'
        ? peers.attachments
        : 'degree' in peers
          ? peers.degree
          : 0;
  if (wanted < nodes || wanted === 0) return [];
  return [
    {
      code: 'topology/peers',
      message: `Each node is to have ${plural(wanted, 'peer')}, but with ${plural(nodes, 'node')} there are only ${plural(nodes - 1, 'other')}.`,
      paths: ['topology.peers', ...groupPaths(topology)],
      details: { others: nodes - 1 },
    },
  ];
}

/** Every link has two ends, so some overlays do not exist. */
export function overlayMustExist(topology: Topology): ValueFinding[] {
  const { peers } = topology;
  const nodes = nodesOf(topology);
  const paths = ['topology.peers', ...groupPaths(topology)];
  if (peers.kind === 'regular' && (peers.degree * nodes) % 2 === 1)
    return [
      {
        code: 'topology/parity',
        message: `No overlay of ${nodes} nodes gives each exactly ${peers.degree} peers: ${nodes} × ${peers.degree} is odd, and every link has two ends.`,
        paths,
      },
    ];
  if (peers.kind === 'smallWorld' && peers.degree % 2 === 1)
    return [
      {
        code: 'topology/parity',
        message: `A small world starts from a ring in which each node has as many peers on either side, so ${peers.degree} must be even.`,
        paths,
      },
    ];
  return [];
}

/** A list of links must join existing nodes, numbered from 0. */
export function edgesMustJoinNodes(topology: Topology): ValueFinding[] {
  if (topology.peers.kind !== 'edges') return [];
  const nodes = nodesOf(topology);
  const isNode = (index: number) => Number.isInteger(index) && index >= 0 && index < nodes;
  const wrong = topology.peers.edges.find(([from, to]) => !isNode(from) || !isNode(to) || from === to);
  if (!wrong) return [];
  const [from, to] = wrong;
  const message =
    from === to
      ? `The list of links joins node ${from} with itself.`
      : `The list of links joins ${from} and ${to}, but nodes are numbered from 0 to ${nodes - 1}.`;
  return [{ code: 'topology/edges', message, paths: ['topology.peers', ...groupPaths(topology)] }];
}

/** Larger overlays are not drawn during typing. */
const MAX_NODES_DRAWN = LIMITS.nodes;

/** Every node should be able to reach every other. `seed`: of the scenario that draws the overlay. */
export function overlayShouldBeConnected(topology: Topology, seed: number): ValueFinding[] {
  const nodes = nodesOf(topology);
  if (topology.peers.kind === 'full' || nodes > MAX_NODES_DRAWN || nodes < 2) return [];
  if (isRedrawnUntilConnected(topology)) return [];
  const parts = components(drawPeers(topology.peers, nodes, topology.links, streamKey(seed, 0, 'overlay')));
  if (parts.length === 1) return [];
  const shown = parts.slice(0, 3).map((part) => `{${describePart(part)}}`);
  const more = parts.length > shown.length ? ` and ${parts.length - shown.length} more` : '';
  return [
    {
      code: 'topology/disconnected',
      message: `The overlay has ${parts.length} parts that cannot reach each other: ${shown.join(', ')}${more}.`,
      paths: ['topology.peers', 'topology.links', ...groupPaths(topology)],
    },
  ];
}

/** The fewest peers with which redrawing practically always gives a connected overlay. */
const SURELY_CONNECTED = 3;

function isRedrawnUntilConnected({ peers, links }: Topology): boolean {
  const enough =
    (peers.kind === 'regular' && peers.degree >= SURELY_CONNECTED) ||
    (peers.kind === 'random' && peers.dials >= SURELY_CONNECTED);
  return enough && links === 'twoWay';
}

function describePart(part: readonly number[]): string {
  const shown = part.slice(0, 6).join(', ');
  return part.length > 6 ? `${shown}, … ${part.length} nodes` : shown;
}

/** Rules about a topology alone. */
export function topologyFindings(topology: Topology): ValueFinding[] {
  const findings = [
    ...topologyMustHaveFittingSize(topology),
    ...peersMustBeFewerThanNodes(topology),
    ...overlayMustExist(topology),
    ...edgesMustJoinNodes(topology),
  ];
  return findings.length > 0 ? findings : matrixFindings(topology);
}
