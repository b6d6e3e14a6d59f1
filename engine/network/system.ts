import type { StreamKey, StreamName } from '../kernel/streams.js';
import type { Scenario, Topology } from '../model/scenario.js';
import { latencyMatrix, measuredPairs } from './latency.js';
import { drawLinkTables, Links } from './links.js';
import { chooseNodes } from './nodes.js';
import { drawPeers, type Peers } from './overlay.js';
import { type NodePlace, placeNodes } from './places.js';

/** The random parts of a system that are drawn once, before a run: the places of nodes, their links and their roles. */
export interface System {
  places: NodePlace[];
  peers: Peers;
  links: Links;
  /** Nodes that vote on the primary, ascending. */
  validators: number[];
  /** Nodes of the management chain, ascending. */
  managers: number[];
  /** 1 for nodes of the management chain. */
  isManager: Uint8Array;
}

/** @throws RangeError if the scenario asks for something impossible */
export function drawSystem(scenario: Scenario, stream: (name: StreamName) => StreamKey): System {
  const { topology, primary, management } = scenario;
  const places = placeNodes(topology, stream('places'));
  const peers = drawPeers(topology.peers, places.length, topology.links, stream('overlay'));
  const links = linksOf(topology, places, stream);
  const managers = chooseNodes(management.nodes, topology, stream('managers'));
  const isManager = new Uint8Array(places.length);
  for (const node of managers) isManager[node] = 1;
  return {
    places,
    peers,
    links,
    validators: chooseNodes(primary.validators, topology, stream('validators')),
    managers,
    isManager,
  };
}

/** The links of placed nodes, also for the same nodes under another topology. */
export function linksOf(topology: Topology, places: NodePlace[], stream: (name: StreamName) => StreamKey): Links {
  const { latency } = topology;
  const groups = topology.groups.map(({ name }) => name);
  const measured = latency.kind === 'matrix' ? measuredPairs(latency.entries, places, groups) : undefined;
  const streams = {
    bandwidth: stream('bandwidth'),
    jitter: stream('jitter'),
    loss: stream('loss'),
    order: stream('order'),
    latency: stream('latency'),
  };
  const tables = drawLinkTables(
    topology,
    Int32Array.from(places, (place) => place.group),
    latencyMatrix(latency, places, stream('latency'), groups),
    streams,
    measured && ((from, to) => (from === to ? undefined : measured(from, to)?.drawn)),
  );
  return new Links(tables, streams);
}
