import seedrandom from 'seedrandom';

/**
 * Chained HotStuff with one leader that loses no messages, and with pauses between views that are long enough to fetch
 * missing blocks: share of the other nodes whose vote for a block arrives without a retransmission, view by view. A
 * node votes for a block only once it has all its ancestors. When the next block arrives, it requests the latest
 * missing block, then that block's parent, and so on, until a request or an answer is lost.
 */
export function votesOnTime(nodes: number, loss: number, views: number): number[] {
  const random = seedrandom.alea(`links of ${nodes}`);
  const arrives = () => random() >= loss;
  /** Number of blocks that each node lacks. The fetched blocks are the latest ones. */
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
