import { localized } from '../localized.js';
import { Kind, type Offer } from './item.js';

interface Template {
  readonly label: string;
  readonly detail: string;
  readonly body: readonly string[];
}

/** Whole declarations with sensible values, at the level of a file. */
const TEMPLATES: readonly Template[] = [
  {
    label: 'scenario',
    detail: 'one simulated system',
    body: [
      'scenario ${1:Baseline} {',
      '    topology: ${2:WorldWide}',
      '    duration: ${3:1h}',
      '    primary {',
      '        consensus: ${4:pbft}',
      '        blockSize: ${5:1MB}',
      '        blockInterval: ${6:100ms}',
      '    }',
      '    management {',
      '        nodes: ${7:random(16)}',
      '        interval: ${8:normal(30s, 5s)}',
      '    }',
      '}',
      '$0',
    ],
  },
  {
    label: 'scenario … extends',
    detail: 'a scenario that changes another',
    body: ['scenario ${1:Changed} extends ${2:Baseline} {', '    ${3:primary.blockSize: 2MB}$0', '}'],
  },
  {
    label: 'experiment … extends',
    detail: 'an experiment that changes another',
    body: ['experiment ${1:Changed} extends ${2:Sizes} {', '    ${3:replications: 20}$0', '}'],
  },
  {
    label: 'topology',
    detail: 'nodes, their places and their peers',
    body: [
      'topology ${1:WorldWide} {',
      '    nodes: ${2:32}',
      '    peers: ${3:regular(16)}',
      '    placement: ${4:worldwide}',
      '    bandwidth: ${5:normal(10MB/s, 0.5MB/s)}',
      '    latency: ${6:geographic}',
      '}',
      '$0',
    ],
  },
  {
    label: 'topology … groups',
    detail: 'a topology of named groups',
    body: [
      'topology ${1:Consortium} {',
      '    group ${2:Banks} { nodes: ${3:6}  at: ${4:"Frankfurt", "London"}  bandwidth: ${5:normal(20MB/s, 1MB/s)} }',
      '    group ${6:Ports} { nodes: ${7:10}  at: ${8:"Rotterdam", "Singapore"} }',
      '    peers: ${9:smallWorld(8, 0.1)}',
      '}',
      '$0',
    ],
  },
  {
    label: 'workload',
    detail: 'arrivals and sizes of transactions',
    body: [
      'workload ${1:Demand} {',
      '    arrivals: ${2:poisson(400tx/s)}',
      '    size: ${3:lognormal(1kB, 0.5kB)}',
      '    pool: ${4:50000tx}',
      '}',
      '$0',
    ],
  },
  {
    label: 'policy',
    detail: 'what a twin proposes and accepts',
    body: ['policy ${1:Keep} {', '    propose current', '}', '$0'],
  },
  {
    label: 'policy … rules',
    detail: 'a policy that observes and decides by rules',
    body: [
      'policy ${1:ScaleBlocks} {',
      '    observe over ${2:60s} {',
      '        ${3:backlog} = ${4:mean(primary.pool)}',
      '    }',
      '    when ${3:backlog} > ${5:2000tx} {',
      '        primary.blockSize = ${6:min(primary.blockSize * 2, 4MB)}',
      '    }',
      '    accept when ${7:proposed.blockSize <= 8MB}',
      '}',
      '$0',
    ],
  },
  {
    label: 'faults',
    detail: 'a schedule of faults and Byzantine nodes',
    body: [
      'faults ${1:RoughDay} {',
      '    at ${2:2min} { crash ${3:3 nodes} for ${4:90s} }',
      '    byzantine ${5:1 twin} { propose: ${6:silent} }',
      '}',
      '$0',
    ],
  },
  {
    label: 'distribution',
    detail: 'a named distribution',
    body: ['distribution ${1:Cadence} = ${2:normal(30s, 5s)}', '$0'],
  },
  {
    label: 'experiment',
    detail: 'a scenario, what varies, how often it is repeated',
    body: [
      'experiment ${1:BlockSizes} {',
      '    scenario: ${2:Baseline}',
      '    vary ${3:primary.blockSize} over [${4:0.5MB, 1MB, 2MB}]',
      '    replications: ${5:10}',
      '    plot ${6:delays, overhead}',
      '}',
      '$0',
    ],
  },
  { label: 'import', detail: 'the names of another file', body: ['import "$1"', '$0'] },
];

/** Declarations that can be written at the top level of a file. */
export function declarationOffers(): Offer[] {
  return TEMPLATES.map(({ label, detail, body }): Offer => {
    const snippet = body.join('\n');
    const preview = snippet
      .replace(/\$\{\d+:([^}]*)\}/g, '$1')
      .replace(/\$\d/g, '')
      .trimEnd();
    return {
      label,
      kind: Kind.Snippet,
      detail: localized(detail),
      snippet,
      documentation: `\`\`\`twin\n${preview}\n\`\`\``,
      ...(label === 'import' ? { continues: true } : {}),
    };
  });
}
