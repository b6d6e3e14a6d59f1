import { streamKey } from '../../../engine/kernel/streams.js';
import { toNanoseconds } from '../../../engine/kernel/time.js';
import type { Distribution, Topology } from '../../../engine/model/scenario.js';
import { latencyMatrix } from '../../../engine/network/latency.js';
import { drawLinkTables, Links } from '../../../engine/network/links.js';
import { drawPeers, type Peers } from '../../../engine/network/overlay.js';
import { placeNodes } from '../../../engine/network/places.js';
import { Transport, type TransportSettings } from '../../../engine/network/transport.js';

export interface OpenNetwork {
  settings: TransportSettings;
  transport: Transport;
  links: Links;
  peers: Peers;
  nodes: number;
}

export interface OpenNetworkSettings {
  seed?: number;
  dissemination?: 'direct' | 'gossip';
  /** All nodes unless given, ascending. */
  participants?: readonly number[];
  /** End of the run, s; by default later than anything in a test. */
  end?: number;
  /** Time between the arrival of a message and its handling, s. */
  validation?: number;
}

/** A network without chains: tests send on topic 0. Recovery, on topic 3, is always direct. */
export function openNetwork(topology: Topology, settings: OpenNetworkSettings = {}): OpenNetwork {
  const { seed = 1, dissemination = 'direct', end = 1e6, validation = 0 } = settings;
  const places = placeNodes(topology, streamKey(seed, 0, 'places'));
  const nodes = places.length;
  const peers = drawPeers(topology.peers, nodes, topology.links, streamKey(seed, 0, 'overlay'));
  const latency = latencyMatrix(topology.latency, places, streamKey(seed, 0, 'latency'));
  const groupOf = Int32Array.from(places, (place) => place.group);
  const streams = {
    bandwidth: streamKey(seed, 0, 'bandwidth'),
    jitter: streamKey(seed, 0, 'jitter'),
    loss: streamKey(seed, 0, 'loss'),
    order: streamKey(seed, 0, 'order'),
    latency: streamKey(seed, 0, 'latency'),
  };
  const links = new Links(drawLinkTables(topology, groupOf, latency, streams), streams);
  const everyone = Int32Array.from({ length: nodes }, (_, node) => node);
  const participants = settings.participants ? Int32Array.from(settings.participants) : everyone;
  const direct = { dissemination: 'direct' as const, participants: everyone, validation: 0 };
  const open: TransportSettings = {
    links,
    peers,
    sharedUplink: topology.sharing === 'uplink',
    end: toNanoseconds(end),
    routes: [{ dissemination, participants, validation: toNanoseconds(validation) }, direct, direct, direct, direct],
  };
  return { settings: open, transport: new Transport(open), links, peers, nodes };
}

/** Nodes of one group in a full mesh with constant links: 10 MB/s, no latency. */
export function constantTopology(nodes: number, changes: Partial<Topology> = {}): Topology {
  return {
    name: 'Constant',
    groups: [{ name: 'nodes', nodes, places: [{ kind: 'worldwide' }], bandwidth: constant(10e6) }],
    peers: { kind: 'full' },
    links: 'twoWay',
    drawn: 'perMessage',
    latency: { kind: 'distribution', distribution: constant(0) },
    jitter: constant(0),
    loss: 0,
    sharing: 'none',
    ...changes,
  };
}

export function constant(value: number): Distribution {
  return { kind: 'constant', value };
}

/** Everything delivered from now on, in order: node and time in ns. */
export function deliveries(transport: Transport): { node: number; time: number }[] {
  const found: { node: number; time: number }[] = [];
  while (transport.next(Number.POSITIVE_INFINITY)) {
    if (transport.event.type === 'delivery') found.push({ node: transport.event.node, time: transport.now });
  }
  return found;
}
