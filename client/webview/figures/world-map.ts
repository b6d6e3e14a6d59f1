import { type GeoPath, type GeoProjection, geoNaturalEarth1, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryObject, Topology } from 'topojson-specification';
import land from 'world-atlas/land-110m.json';
import type { MapView } from '../../../server/protocol/panel.js';
import type { NetworkView, NodeView } from '../../../server/protocol/run-view.js';
import { svg } from '../dom/elements.js';
import type { Theme } from '../theme/theme.js';
import { counted } from '../words/counted.js';
import { t } from '../words/texts.js';
import { diamond } from './shapes.js';

// The JSON's inferred type is wider than the TopoJSON that it is.
const WORLD = land as unknown as Topology<{ land: GeometryObject }>;
const CONTINENTS = feature(WORLD, WORLD.objects.land);

type Corners = { type: 'MultiPoint'; coordinates: [number, number][] };

/** The inhabited latitudes: the map is larger without the polar regions. */
const WORLD_FRAME: Corners = {
  type: 'MultiPoint',
  coordinates: [
    [-180, 0],
    [180, 0],
    [0, 78],
    [0, -56],
  ],
};

/** Networks that span less than this, in degrees, get a map of their region. */
const REGION = { longitude: 110, latitude: 45 };
const LEAST_SPAN = 16;
const MARGIN = 0.15;

const LEGEND = 28;
const LEGEND_LEFT = 8;
const LEGEND_LINE = 18;
/** Nodes closer than this (px) are drawn side by side. */
const TOGETHER = 5;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

export interface MapPoint {
  x: number;
  y: number;
}

export interface WorldMap {
  root: SVGSVGElement;
  /** Position of each node of the network, in their order. */
  points: MapPoint[];
  /** The path of each link, in the network's order. */
  linkPath: (link: number) => string;
}

/** Land, links and nodes; management nodes are diamonds, so that they can be distinguished without colour. */
export function drawWorldMap(network: NetworkView, theme: Theme, width: number, view: MapView): WorldMap {
  const height = Math.round(width * 0.46);
  const frame = frameOf(network.nodes);
  const projection = geoNaturalEarth1()
    .rotate([frame === WORLD_FRAME ? 0 : -middleOf(frame), 0])
    .clipExtent([
      [0, 0],
      [width, height],
    ])
    .fitExtent(
      [
        [4, 4],
        [width - 4, height - 4],
      ],
      frame,
    );
  lookCloser(projection, view, width, height);
  const path = geoPath(projection).digits(1);
  const centres = network.nodes.map(({ longitude, latitude }) => {
    const [x, y] = projection([longitude, latitude]) ?? [0, 0];
    return { x, y };
  });
  const points = sideBySide(centres, nodeRadius(network) * 1.9);
  const linkPath = (link: number) => linkLine(path, network, link);
  const colourOf = groupColours(network, theme);
  const links = network.links.map((_, i) => linkPath(i)).join('');
  const legend = mapLegend(network, theme, colourOf, { width, top: height + LEGEND - 8 });
  const whole = height + LEGEND + legend.below;
  const isInView = ({ x, y }: MapPoint) => x >= 0 && x <= width && y >= 0 && y <= height;
  const root = svg(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height: whole,
      viewBox: `0 0 ${width} ${whole}`,
      'font-family': theme.font,
      'font-size': theme.fontSize,
      fill: theme.foreground,
    },
    svg('path', { d: path(CONTINENTS) ?? '', fill: theme.land, stroke: theme.shore, 'stroke-width': 0.5 }),
    svg('path', {
      d: links,
      fill: 'none',
      stroke: theme.muted,
      'stroke-width': 0.7,
      opacity: linkOpacity(network.links.length),
    }),
    svg('g', { 'data-layer': 'highlight', fill: 'none', stroke: theme.palette.propagation, 'stroke-width': 1.5 }),
    ...network.nodes.flatMap((node, i) =>
      isInView(points[i]) ? [nodeMark(node, points[i], nodeRadius(network), colourOf(node), theme)] : [],
    ),
    ...legend.entries,
  );
  return { root, points, linkPath };
}

/** Distances grow, but marks keep their size, so that nodes of one city separate. */
function lookCloser(projection: GeoProjection, { zoom, x, y }: MapView, width: number, height: number): void {
  const [left, top] = projection.translate();
  projection
    .scale(projection.scale() * zoom)
    .translate([(left - x * width) * zoom + width / 2, (top - y * height) * zoom + height / 2]);
}

/** The world, or the region where all nodes are. Regions across the date line are drawn as the world. */
function frameOf(nodes: readonly NodeView[]): Corners {
  const longitude = spanOf(nodes.map((node) => node.longitude));
  const latitude = spanOf(nodes.map((node) => node.latitude));
  if (nodes.length === 0 || longitude.width > REGION.longitude || latitude.width > REGION.latitude) return WORLD_FRAME;
  const [west, east] = widened(longitude, 2 * LEAST_SPAN);
  const [south, north] = widened(latitude, LEAST_SPAN);
  return {
    type: 'MultiPoint',
    coordinates: [
      [west, Math.max(-80, south)],
      [west, Math.min(80, north)],
      [east, Math.max(-80, south)],
      [east, Math.min(80, north)],
    ],
  };
}

/** The longitude in the middle, to which the projection is turned so that a region is not slanted. */
function middleOf({ coordinates }: Corners): number {
  const longitudes = coordinates.map(([longitude]) => longitude);
  return (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
}

function spanOf(values: readonly number[]): { low: number; width: number } {
  const low = Math.min(...values);
  return { low, width: Math.max(...values) - low };
}

function widened({ low, width }: { low: number; width: number }, least: number): [number, number] {
  const wanted = Math.max(least, width * (1 + 2 * MARGIN));
  const middle = low + width / 2;
  return [middle - wanted / 2, middle + wanted / 2];
}

function linkLine(path: GeoPath, network: NetworkView, link: number): string {
  const { from, to } = network.links[link];
  const [a, b] = [network.nodes[from], network.nodes[to]];
  const coordinates = [
    [a.longitude, a.latitude],
    [b.longitude, b.latitude],
  ];
  return path({ type: 'LineString', coordinates }) ?? '';
}

function nodeRadius(network: NetworkView): number {
  return network.nodes.length <= 64 ? 4.5 : network.nodes.length <= 200 ? 3.2 : 2.2;
}

/** The more links there are, the fainter each is, since many thin lines add up to one dark patch. */
function linkOpacity(links: number): number {
  return Math.min(0.5, Math.max(0.06, 60 / Math.max(1, links)));
}

function nodeMark(node: NodeView, { x, y }: MapPoint, radius: number, colour: string, theme: Theme): SVGElement {
  const looks = {
    'data-node': node.node,
    fill: colour,
    stroke: theme.background,
    'stroke-width': 1.2,
  };
  return node.management
    ? svg('path', { d: diamond(x, y, radius * 1.35), ...looks })
    : svg('circle', { cx: x, cy: y, r: radius, ...looks });
}

type ColourOf = (node: NodeView) => string;

/** Named groups have colours of their own; in a network without, management nodes stand out. */
function groupColours(network: NetworkView, { palette }: Theme): ColourOf {
  const groups = groupsOf(network);
  if (groups.length < 2 || groups.length > palette.runs.length)
    return (node) => (node.management ? palette.agreement : palette.ordinary);
  return (node) => palette.runs[groups.indexOf(node.group)];
}

function groupsOf(network: NetworkView): string[] {
  return [...new Set(network.nodes.map((node) => node.group))];
}

/** Spreads nodes of one city, which would hide one another, in a spiral like seeds in a sunflower. */
function sideBySide(centres: readonly MapPoint[], distance: number): MapPoint[] {
  const clusters: { centre: MapPoint; size: number }[] = [];
  return centres.map((centre) => {
    const cluster = clusters.find(
      (known) => Math.hypot(known.centre.x - centre.x, known.centre.y - centre.y) < TOGETHER,
    );
    if (!cluster) {
      clusters.push({ centre, size: 1 });
      return centre;
    }
    const radius = distance * Math.sqrt(cluster.size);
    const angle = cluster.size * GOLDEN_ANGLE;
    cluster.size++;
    return { x: cluster.centre.x + radius * Math.cos(angle), y: cluster.centre.y + radius * Math.sin(angle) };
  });
}

/** The legend, in as many lines as needed; `below` is the room for all but the first line, px. */
function mapLegend(
  network: NetworkView,
  theme: Theme,
  colourOf: ColourOf,
  { width, top }: { width: number; top: number },
): { entries: SVGElement[]; below: number } {
  const entries: SVGElement[] = [];
  let x = LEGEND_LEFT;
  let y = top;
  const entry = (mark: () => SVGElement, text: string) => {
    const room = 12 + text.length * theme.fontSize * 0.56;
    if (x > LEGEND_LEFT && x + room > width) {
      x = LEGEND_LEFT;
      y += LEGEND_LINE;
    }
    entries.push(mark(), svg('text', { x: x + 12, y }, text));
    x += room + 24;
  };
  const circle = (fill: string) => () => svg('circle', { cx: x, cy: y - 4, r: 4.5, fill });
  const rhomb = (fill: string) => () => svg('path', { d: diamond(x, y - 4, 6), fill });
  const groups = groupsOf(network);
  const managing = network.nodes.filter((node) => node.management);
  const others = network.nodes.filter((node) => !node.management);
  if (groups.length > 1 && groups.length <= theme.palette.runs.length) {
    for (const group of groups) {
      const members = network.nodes.filter((node) => node.group === group);
      entry(circle(colourOf(members[0])), `${group} (${members.length})`);
    }
    if (managing.length > 0) entry(rhomb(theme.foreground), t`management node (${managing.length})`);
  } else {
    if (managing.length > 0) entry(rhomb(colourOf(managing[0])), t`management node (${managing.length})`);
    if (others.length > 0) entry(circle(colourOf(others[0])), t`primary node (${others.length})`);
  }
  const line = () => svg('path', { d: `M${x - 6} ${y - 4}h12`, stroke: theme.muted, 'stroke-width': 1.2 });
  entry(line, counted(network.links.length + network.linksLeftOut, 'link'));
  return { entries, below: y - top };
}
