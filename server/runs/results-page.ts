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
| \`manifest.json\` | everything that a repeat of the run needs: the scenario with every default written out (SI units), its seed, its faults by node number (\`faults\`, if the scenario has any), the versions, the SHA-256 of the scenario and of every other file |
| \`summary.json\` | every figure of the run except the samples |
| \`<table>.parquet\` | the samples, one table per file; not with \`--keep summary\` |
| \`<table>.csv\` | with \`--csv\`: the same columns and rows as text |
| \`run.json\` | only in a workspace's own \`.twinchain/runs\`: when the run was made (\`startedAt\`, UTC), how long it took (\`wallSeconds\`), which file it came from (\`source\`), what that file expected of it (\`expectations\`), and its owner's \`label\` and \`pinned\` |

The folder is written under a temporary name next to its final path, or inside it if that folder exists, and renamed
once it is complete: a folder with a \`manifest.json\` is a complete run. If the final path has been taken meanwhile, the
run is kept next to it, and Twinchain reports where. \`twinchain run manifest.json\` repeats the simulation and compares
every file with its SHA-256 in the manifest. The same version writes the same bytes on every machine, except in
\`run.json\`.

Every file is checked before it is read: \`manifest.json\` and \`run.json\` hold a \`checksum\` of their own content, every
other file has its SHA-256 in the manifest, and all of them must have the format of this version. If a file was changed
or damaged, lists name the run and the file, and the run shows no figures. A damaged \`run.json\` costs only the notes in it.

A stopped run is kept, too. Its \`summary.json\` says \`"complete": false\`, its \`manifest.json\` says after how many events
it was stopped (\`stoppedAfterEvents\`), and a repeat stops at the same event.

## Conventions

- Times are seconds since the start of the simulated run; sizes are bytes. Nodes are numbered from 0.
- Only the time after the warm-up is measured; the first second of \`series\` begins at the end of the warm-up.
- A quorum is the number of votes that decide: ceil((n + f + 1) / 2) of n nodes, with f = floor((n − 1) / 3), unless the
  scenario says \`quorum: classic\`. Delays are measured on 2f+1 nodes in both cases; of 2, 3 and 6 nodes, that is one more than half.
- A missing value is an empty field in CSV and null in Parquet.
- Numbers in CSV are the shortest text that reads back as the same double. A text that a spreadsheet would take for a
  formula, such as one that begins with \`=\` or \`@\`, is preceded by an apostrophe.
- In Parquet, integers are INT64, other numbers DOUBLE, text UTF-8, and the key-value metadata of the
  file holds the unit of each column as \`unit.<column>\`.`;

function summarySection(): string {
  const metrics = METRICS.map(
    ({ name, unit, kind, meaning, section, needsWorkload }) =>
      `| \`${name}\` | ${unit} | ${kind === 'counter' ? 'counter' : 'samples'} | ${meaning}${
        section ? ` Section ${section}.` : ''
      }${needsWorkload ? ' Only with a workload.' : ''} |`,
  );
  return `## summary.json

\`twinchain run --json\` prints the same and adds the \`expectations\` of the scenario: each with its \`text\`, its \`source\`, its
\`outcome\`, the \`deciding\` numbers, and \`causes\` if it failed for a known reason.

| property | meaning |
| --- | --- |
| \`scenario\`, \`seed\`, \`version\` | name of the scenario, its seed, and the version of Twinchain |
| \`complete\` | false if the run was stopped before its duration had passed |
| \`simulatedSeconds\`, \`warmup\` | simulated time that the run reached, and the unmeasured part at its start, s |
| \`genesis\` | SHA-256 of the genesis configuration block, hexadecimal. The previous block determines the proposers: the first cycle on a height belongs to the management node at index \`h mod n\` (from 0, in the order of the table of nodes), where \`h\` is the hash of the previous block as one big-endian number and \`n\` the number of management nodes; each further cycle belongs to the next node |
| \`metrics\` | a summary of each metric below, by its name |
| \`counters\` | the totals of the counters below |
| \`receipts\` | when nodes have the blocks of the primary: \`groups\` and \`places\`, each with the \`mean\` time, s, from the proposal of a block until a node in that group or place has it, and \`proposers\`, each with the mean time until 80 % of the nodes have its blocks; null if there was no block |
| \`transmissions\` | over the whole run, warm-up included: \`sent\` = \`delivered\` + \`lost\` + \`inFlight\` |
| \`violations\` | violations of invariants, at most 20 of each, the last with the number of those left out (\`more\`): \`kind\` (the [invariant](reference.md)), \`time\`, \`chain\`, \`nodes\`, \`heights\`, a \`message\`, and \`because\`: the facts that led to the violation, each with its \`time\` |
| \`culprits\` | misbehaviour and failures of nodes and what they cost: the rows of \`culprits.parquet\`; absent if the scenario has no faults |
| \`events\` | number of events that the simulation processed |

A summary has \`unit\`, \`n\`, \`mean\`, \`sd\` (with n − 1), \`min\`, \`p5\`, \`p25\`, \`median\`, \`p75\`, \`p90\`, \`p95\`, \`p99\`, \`max\`; a
figure that is undefined, such as the mean of nothing, is null. Quantiles are of definition R-7 (Hyndman and Fan 1996).
A counter also has its \`total\`. \`primary.latency\` also has the number of transactions \`missing\` from it: those that were
dropped and those still waiting at the end of the run. They show an overloaded primary; its latency does not.

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
