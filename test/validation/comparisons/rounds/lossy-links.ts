import seedrandom from 'seedrandom';

/**
 * Chained HotStuff under one leader that loses nothing, with pauses between the views that are long enough to fetch what is
 * missing: share of the other nodes whose vote for a link comes with the first message back, view by view. A node votes
 * for a link only once it has all links below. It asks for the latest one that it lacks when the next one arrives, then
 * for the one before, and so on, until a request or an answer is lost.
 */
export function votesOnTime(nodes: number, loss: number, views: number): number[] {
  const random = seedrandom.alea(`links of ${nodes}`);
  const arrives = () => random() >= loss;
  /** How many links each node lacks: those that it has fetched are the latest ones. */
  const lacking = Array.from({ length: nodes - 1 }, () => [] as number[]);
  return Array.from({ length: views }, (_, view) => {
    let inTime = 0;
    for (const links of lacking) {
      if (!arrives()) {
        links.push(view);
        continue;
      }
      if (links.length === 0 && arrives()) inTime++;
      while (links.length > 0 && arrives() && arrives()) links.pop();
    }
    return inTime / (nodes - 1);
  });
}
