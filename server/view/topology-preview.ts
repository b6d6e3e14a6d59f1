import { type StreamName, streamKey } from '../../engine/kernel/streams.js';
import { toSeconds } from '../../engine/kernel/time.js';
import type { NodeChoice } from '../../engine/model/node-choice.js';
import type { Topology } from '../../engine/model/scenario.js';
import { latencyMatrix } from '../../engine/network/latency.js';
import { chooseNodes } from '../../engine/network/nodes.js';
import { drawPeers } from '../../engine/network/overlay.js';
import { placeNodes } from '../../engine/network/places.js';
import type { NetworkView } from '../protocol/run-view.js';
import { type DirectedLink, linkViews } from './link-views.js';
import { rounded } from './rounding.js';

/** Settings that a topology alone does not have. */
export interface PreviewSetting {
  seed: number;
  validators: NodeChoice;
  /** Absent for a topology on its own, in which no node is marked. */
  managers?: NodeChoice;
}

/**
 * The network that a run with this seed would draw, without running it.
 * @throws RangeError if the topology cannot be drawn
 */
export function topologyPreview(topology: Topology, { seed, validators, managers }: PreviewSetting): NetworkView {
  const stream = (name: StreamName) => streamKey(seed, 0, name);
  const places = placeNodes(topology, stream('places'));
  const { offsets, targets } = drawPeers(topology.peers, places.length, topology.links, stream('overlay'));
  const latency = latencyMatrix(
    topology.latency,
    places,
    stream('latency'),
    topology.groups.map(({ name }) => name),
  );
  const voting = new Set(chooseNodes(validators, topology, stream('validators')));
  const managing = new Set(managers ? chooseNodes(managers, topology, stream('managers')) : []);
  const links: DirectedLink[] = [];
  for (let from = 0; from < places.length; from++)
    for (const to of targets.subarray(offsets[from], offsets[from + 1]))
      links.push({ from, to, latency: toSeconds(latency[from * places.length + to]) });
  return {
    nodes: places.map((place, node) => ({
      node,
      group: topology.groups[place.group].name,
      place: place.name,
      latitude: rounded(place.latitude),
      longitude: rounded(place.longitude),
      management: managing.has(node),
      validator: voting.has(node),
    })),
    ...linkViews(links, topology.links === 'oneWay'),
  };
}
