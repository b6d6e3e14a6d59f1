/** What differs from the paper, and why: written by hand, from the tables of the page that it stands on. */
export const DIFFERENCES = `## Where ours differ, and why

**One thing explains nearly all of it: rounds that fail at a switch.** A node applies a configuration block between two
rounds of the primary (Algorithm 2). Where some nodes have the block and others do not when a round begins, the network is
split as Section 3.1 describes it: a proposal under the wrong configuration is invalid, neither side has a quorum, and the
round ends with its timeout. The paper does not state that timeout; in its simulator and here it is 10 s. So a switch costs either next to nothing,
or ten seconds: the columns *switches with a failed round* and *update without them* take the two apart.

- **Size of configuration blocks.** The paper says that it has little impact on the update delay; our means contradict that,
  and clearly. Both are right about different things: without failed rounds the update delay is flat or even falls, as the
  paper says. But while a large configuration block spreads, there is more time in which a round can begin on a split
  network, so the share of switches with a failed round grows with the size, from some per cent to more than a
  quarter (settings of the simulator) or to nearly nine in ten (our defaults), and each costs ten seconds. Ours have more of them because our
  rounds are shorter: votes that carry digests halve the block time, while the configuration block travels as long as before.
- **The medians hide it, as the paper observed.** The median switch block is as quick as the median normal one in all
  panels, but where more than half of the switches fail a round: with the largest configuration blocks under our defaults the
  median switch block takes more than ten seconds. There the outliers have become the rule.
- **Number of management nodes.** The paper finds little effect. The agreement alone hardly depends on it here, either. But a
  management node has the block from the moment it commits it, and every other node only when gossip brings it: where all 32
  nodes are management nodes nobody waits, and failed rounds become rare. More stakeholders make reconfiguration
  *quicker* here, not slower; the paper's conclusion, that they come cheap, stands.
- **Variation of bandwidth on narrow links.** The paper sees the update delay grow with it. Under our defaults we do not: about
  one switch in ten fails a round whatever the variation, and without those the update delay *falls*. Gossip over sixteen
  peers takes the quickest of many ways, so that more variation makes blocks quicker; the block times in the table fall with
  it. Under the settings of the simulator the delay grows, as in the paper. There every transmission has the lower of two
  draws, whose mean falls as the variation grows: variation is narrowness by another name, and failed rounds do not grow.
- **What drawing per message can do.** With a bandwidth that is drawn again for every message no node stays slow, so uneven
  links hardly split a network for long. \`drawn: perLink\` and \`drawn: perNode\` are there to ask what lasting differences do.
- **The ratio of block times.** A failed round costs its timeout, whatever the bandwidth, while normal blocks get quicker with
  it. So a switch costs relatively *more* on wide links: the ratio of the means depends on the bandwidth, though the medians
  stay together.
- **What is undecided** is so for one reason: a mean over a hundred switches, of which a few take ten seconds, differs from hour to
  hour. Ten hours leave intervals of a tenth to a quarter of it, which show neither an effect nor its absence within 10 %. Forty
  hours halve them, and are still too few for the 2 % at which the number of management nodes would have stopped being repeated.
  Plots of ten hours without intervals can show trends that are none.

The direct effects come out as the paper has them: narrow links lengthen every phase, large configuration blocks take longer to
agree on, in proportion to their size, and longer to arrive.`;
