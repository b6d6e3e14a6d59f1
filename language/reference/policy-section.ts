import { propertyOf } from '../properties/blocks.js';
import { describeAccepted } from '../properties/describe.js';
import { DECIDED_PROPERTIES } from '../values/decided.js';
import { table } from './markdown.js';

const EXAMPLE = `policy ScaleBlocks {
    observe over 60s {
        backlog = mean(primary.pool)
    }
    when backlog > 2000tx and primary.blockSize < 4MB {
        primary.blockSize = min(primary.blockSize * 2, 4MB)
    }
    when backlog < 100tx for 3 intervals {
        primary.blockSize = max(primary.blockSize / 2, 256kB)
    }
    accept when proposed.blockSize <= 8MB
}`;

/** The section on policies: their form, and the properties that rules may set. */
export function policySection(): string {
  const rows = DECIDED_PROPERTIES.flatMap((name) => {
    const property = propertyOf('primary', name);
    if (!property) return [];
    return [[`\`primary.${name}\``, String(describeAccepted(property)), property.meaning]];
  });
  return [
    '## policy',
    'What a twin watches, what it proposes at the end of every configuration block interval, and what it votes for.',
    `\`\`\`twin\n${EXAMPLE}\n\`\`\``,
    TEXT,
    'Twins decide these properties of the primary:',
    table(['property', 'takes', 'meaning'], rows),
    VALUES,
  ].join('\n\n');
}

const TEXT = `| phrase | what it does |
| --- | --- |
| \`propose current\` | proposes the configuration in force, always |
| \`observe over W { name = … }\` | names what the twin's own node has seen in the time W before the end of the interval; \`with exact\` looks at the whole system instead. An observation may read those above it |
| \`when condition { property = … }\` | a rule; the first whose condition holds wins. If none holds, the configuration stays |
| \`when condition for k intervals { … }\` | the condition must have held at the ends of k intervals in a row, whichever rule won |
| \`accept when condition\` | votes for a proposal if the condition holds, and against it otherwise; without \`accept\`, for every valid proposal. \`proposed.x\` is the configuration voted on, \`primary.x\` the one in force |

A statistic of a metric in a rule is observed over the same time. If a condition needs a statistic
without samples, neither the condition nor its \`not\` holds. Every twin rejects an invalid configuration,
whatever its policy.`;

const VALUES = `Right-hand sides read the configuration in force and observations: \`primary.blockSize * 2\`, \`min(a, b)\`. In
expressions, validators are a number of nodes: \`primary.validators - 1\`; a number is rounded down and drawn from all nodes. Groups are those
of the scenario that uses the policy.`;
