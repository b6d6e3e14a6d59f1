/** How the two readings differ, and how results differ from the paper. Written by hand, from the tables of its page. */
export const DIFFERENCES = `## Where our figures differ, and why

**One sentence that the paper does not have decides most claims: what ends a round whose proposal is refused?** While a
configuration block spreads, some nodes have it and others do not: the network is "split" (Section 3.1). Algorithm 2 calls a
proposal under another configuration invalid (line 10) and says that a round may fail (line 11); it does not say when. The
last two columns above let such a round wait for its timeout of 10 s. The first two let a node that refuses ask for the next
view at once, as the published simulator of the authors does.

| with the settings of the simulator | \`viewChange\` | \`timeout\` |
| --- | --- | --- |
| switch block against normal block, ratio of the means, at 2, 10 and 20 MB/s | 1.11, 1.12, 1.11 | 1.19, 1.50, 1.76 |
| the same, configuration blocks of 0.25, 1 and 4 MB | 1.12, 1.12, 1.16 | 1.50, 2.55, 4.23 |
| mean update, configuration blocks of 0.25, 1 and 4 MB | 0.233, 0.220, 0.207 s | 0.423, 0.578, 0.969 s |
| failed rounds, a switch, configuration blocks of 0.25 and 4 MB | 0.31 and 0.40 | 0.04 and 0.27 |
| the slowest switch block of all panels but the last | 5.0 s, 2.0 normal blocks | 13.5 s, 20.8 normal blocks |

- **Under \`viewChange\` and the settings of the simulator, the paper is borne out** in 21 of 23 claims; one is undecided and one
  contradicted. More rounds fail than under \`timeout\`, and each costs a view change instead of ten seconds. The overhead of
  a switch does not depend on any parameter, larger configuration blocks do not affect the update delay, and the number of
  management nodes hardly matters: this is what Sections 3.1 and 3.2 report.
- **Under \`timeout\` the claims about sensitivity are reversed.** A switch costs either almost nothing or ten seconds. The larger
  the configuration block, the longer the network is split, and the more switches wait: the mean update delay grows with the
  size, and so does the ratio of block times. The columns *switches that waited for a timeout* and *update without them*
  separate the two cases.
- **The height of the outliers in Figure 5 would distinguish the readings.** Under \`viewChange\` no switch block takes longer than
  three normal blocks; under \`timeout\` the outliers lie at the round timeout, ten seconds above all others. The paper shows no
  numbers, but its axes could show this, and one sentence of its authors would settle it.

Differences from the paper under \`viewChange\`:

- **With our defaults every second switch loses a round**; with the settings of the simulator, every third. With votes that carry a
  digest, the proposal is under way for half of the time between two blocks; with votes that carry the block, for a third. The
  configuration block overtakes it in either case. So the *median* switch block takes about 1.5 times as long as the median normal
  block with our defaults, and 1.02 times as long with the settings of the simulator. If every second switch is slow, slow switches
  are not outliers, and the claims about medians and outliers fail.
- **Wide links, our defaults.** Wider links shorten the transfer of the proposal, but not the latency of the configuration block, so
  fewer rounds are lost: 0.38 per switch at 20 MB/s compared with 0.77 at 2 MB/s. The ratio of the means falls from 1.6 to 1.2.
- **Bandwidth and the update delay.** With the settings of the simulator a node waits on average for less than half a round
  before it updates, and the agreement of large messages takes longer than that: bandwidth affects the agreement more
  than the update, and the second claim of the first panel is contradicted. Narrow links lengthen the update all the same.
- **Variation of bandwidth on narrow links.** In the paper the update delay grows with it. With the settings of the simulator it
  does: there every transmission has the lower of two draws, whose mean falls as the variation grows, so that more variation means
  narrower links. With our defaults it does not: gossip over sixteen peers uses the fastest of many paths, and blocks even get
  faster.
- **Bandwidth is drawn for every message**, so no node stays slow. \`drawn: perLink\` and \`drawn: perNode\` show the effect of lasting
  differences.

Differences under \`timeout\`:

- **More management nodes make a switch faster.** A management node has the block as soon as it commits it, and every other node only
  when gossip delivers it. If all 32 nodes are management nodes, no node waits, and few rounds fail.
- **Undecided claims** have one reason: a mean over a hundred switches, of which a few take ten seconds, differs from hour to hour.
  After ten hours its interval is still a tenth to a quarter of it, which shows neither an effect nor its absence within 10 %.

The direct effects are those of the paper under every setting: narrow links lengthen every phase, large configuration
blocks take longer to agree on, in proportion to their size, and longer to arrive.`;
