import { METRICS } from '../../engine/measurement/metrics.js';
import { TABLES } from '../../engine/model/tables.js';

/** The text of `docs/results.md`: every file of a run, and every column and figure in it, with its unit. */
export function resultsPage(): string {
  return `${[INTRODUCTION, summarySection(), ...TABLES.map(tableSection), READING].join('\n\n')}\n`;
}

const INTRODUCTION = `# What a run leaves

<!-- Written by \`npm run generate\` from the tables in the program. Do not edit. -->

A run is a folder:

| file | what it holds |
| --- | --- |
| \`manifest.json\` | all that it takes to repeat the run: the scenario with every default spelled out (SI units), its seed, what went wrong with its nodes by number (\`faults\`, where the scenario has any), the versions, the SHA-256 of the scenario and of every other file |
| \`summary.json\` | every figure of the run but the samples |
| \`<table>.parquet\` | the samples, a table each; not with \`--keep summary\` |
| \`<table>.csv\` | with \`--csv\`: the same columns and rows as text |
| \`run.json\` | only in a workspace's own \`.twinchain/runs\`: when the run was made (\`startedAt\`, UTC), how long it took (\`wallSeconds\`), which file it came from (\`source\`), what that file expected of it (\`expectations\`), and its owner's \`label\` and \`pinned\` |

The folder is put together under another name beside its place, or inside it where it is there, and renamed when it is
whole: a folder with a \`manifest.json\` is a whole run. Where its place is taken by then, it stands beside it, and that is told. \`twinchain run manifest.json\` simulates the same again and compares every file with
the SHA-256 in the manifest. The same version gives the same bytes, on every machine; \`run.json\` is no part of that.

Whatever is read back is checked first: \`manifest.json\` and \`run.json\` carry a \`checksum\` of their own content, every
other file has its SHA-256 in the manifest, and all of it has to fit what this version writes. A run of which a file was
changed or damaged is named in lists, with the file, and shows no figures; its notes alone may be lost.

A run that was stopped is kept as well. Its \`summary.json\` says \`"complete": false\`, its \`manifest.json\` says after how
many events it was stopped (\`stoppedAfterEvents\`), and a repeat stops there, too.

## Conventions

- Times are seconds since the start of the simulated run; sizes are bytes. Nodes are numbered from 0.
- Only the time after the warm-up is measured; seconds are counted from its end.
- A quorum is the number of votes that decide: ceil((n + f + 1) / 2) of n nodes, with f = floor((n − 1) / 3), unless the
  scenario says \`quorum: classic\`. Delays count on 2f+1 nodes either way; among 2, 3 and 6 nodes that is one more than half.
- A missing value is an empty field in CSV and null in Parquet.
- Numbers in CSV are the shortest text that reads back as the same double. A text that a spreadsheet would compute, such as
  one that begins with \`=\` or \`@\`, has an apostrophe before it.
- In Parquet, integers are INT64, other numbers DOUBLE, text UTF-8, and the unit of a column stands in the file's
  key-value metadata as \`unit.<column>\`.`;

function summarySection(): string {
  const metrics = METRICS.map(
    ({ name, unit, kind, meaning, section, needsWorkload }) =>
      `| \`${name}\` | ${unit} | ${kind === 'counter' ? 'counter' : 'samples'} | ${meaning}${
        section ? ` Section ${section}.` : ''
      }${needsWorkload ? ' Only with a workload.' : ''} |`,
  );
  return `## summary.json

\`twinchain run --json\` prints the same, and with it the \`expectations\` of the scenario: each with its \`text\`, its \`source\`, its
\`outcome\` the numbers that were \`deciding\`, and \`causes\` where it failed for a known reason.

| property | meaning |
| --- | --- |
| \`scenario\`, \`seed\`, \`version\` | name of the scenario, its seed, and the version of Twinchain |
| \`complete\` | false where the run was stopped before its duration |
| \`simulatedSeconds\`, \`warmup\` | simulated time that was reached, and the part of it at the start that is not measured, s |
| \`genesis\` | SHA-256 of the genesis configuration block, hexadecimal. Whose turn it is to propose follows from the block before: the first cycle on a height belongs to the management node at place \`h mod n\` (from 0, in the order of the table of nodes), where \`h\` is the hash of the block before as one big-endian number and \`n\` the number of management nodes; each further cycle to the next one |
| \`metrics\` | a summary of each metric below, by its name |
| \`counters\` | the totals of the counters below |
| \`receipts\` | who has a block of the primary when: \`groups\` and \`places\`, each with the \`mean\` time, s, from the proposal of a block until a node of it has it, and \`proposers\`, each with the mean time until 80 % of the nodes have its blocks; null where there was none |
| \`transmissions\` | over the whole run, warm-up included: \`sent\` = \`delivered\` + \`lost\` + \`inFlight\` |
| \`violations\` | what must always hold and did not, at most 20 of one invariant, of which the last says how many \`more\` there were: \`kind\` (the [invariant](reference.md)), \`time\`, \`chain\`, \`nodes\`, \`heights\`, a \`message\`, and \`because\`: the facts that led to it, each with its \`time\` |
| \`culprits\` | who did what, and what it cost: the rows of \`culprits.parquet\`; absent where the scenario has no faults |
| \`events\` | events that the simulation took |

A summary has \`unit\`, \`n\`, \`mean\`, \`sd\` (with n − 1), \`min\`, \`p5\`, \`p25\`, \`median\`, \`p75\`, \`p90\`, \`p95\`, \`p99\`, \`max\`; a
figure that is undefined, such as the mean of nothing, is null. Quantiles are of definition R-7 (Hyndman and Fan 1996).
A counter has its \`total\` besides, and \`primary.latency\` how many transactions are \`missing\` from it: those that were dropped, and
those that still waited when the run ended. A primary that does not keep up shows here, not in its latency.

| metric | unit | kind | meaning |
| --- | --- | --- | --- |
${metrics.join('\n')}`;
}

function tableSection({ name, row, columns }: (typeof TABLES)[number]): string {
  const types = { integer: 'integer', real: 'number', text: 'text' };
  const rows = columns.map(
    (column) =>
      `| \`${column.name}\` | ${types[column.kind]}${column.optional ? ', may be missing' : ''} | ${column.unit} | ${column.meaning} |`,
  );
  return `## ${name}.parquet, ${name}.csv

One row is ${row}.

| column | type | unit | meaning |
| --- | --- | --- | --- |
${rows.join('\n')}`;
}

const READING = `## Reading it

\`\`\`python
import pandas
delays = pandas.read_parquet("delays.parquet")
print(delays[delays.counted == 1].total.describe())
\`\`\`

\`\`\`r
delays <- read.csv("delays.csv")
quantile(delays$total[delays$counted == 1], type = 7)
\`\`\`

\`\`\`sql
-- DuckDB
SELECT switch, median(blockTime) FROM 'blocks.parquet' GROUP BY switch;
\`\`\``;
