/** What people call a node: place and number, so that nodes of one city are distinguished. */
export function nodeName(place: string, node: number): string {
  return place ? `${place} ${node}` : `Node ${node}`;
}
