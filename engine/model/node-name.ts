/** The display name of a node: place and number, so that nodes of one city can be distinguished. */
export function nodeName(place: string, node: number): string {
  return place ? `${place} ${node}` : `Node ${node}`;
}
