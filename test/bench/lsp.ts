import { CompletionRequest, HoverRequest } from 'vscode-languageserver-protocol/node';
import { Session } from '../lsp/session.js';

const REPEATS = 40;

/**
 * Edits a long scenario file through the shipped language server as a typing user would. After every change it requests
 * a completion, a hover, and the diagnostics of the new text. Returns a Markdown table with the time of each.
 */
export async function lspBenchmark(size: number): Promise<string> {
  const uri = 'untitled:long.twin';
  const text = longFile(size);
  const lines = text.split('\n');
  const session = await Session.start();
  const times: Record<string, number[]> = {
    completion: [],
    hover: [],
    'diagnostics (key to squiggle)': [],
    'completion at rest': [],
    'hover at rest': [],
  };
  const timed = async (name: string, work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    times[name].push(performance.now() - start);
  };
  try {
    await session.open(uri, text);
    await session.diagnostics(uri);
    const places = lines.flatMap((line, index) => (line.includes('blockSize: 1MB') ? [index] : []));
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const line = places[Math.floor((repeat / REPEATS) * places.length)];
      const character = lines[line].indexOf('1MB');
      const position = { line, character: character + 1 };
      const range = { start: position, end: position };
      await session.change(uri, '0', range);
      const diagnostics = timed('diagnostics (key to squiggle)', () => session.diagnostics(uri));
      await timed('completion', () =>
        session.request(CompletionRequest.type, {
          textDocument: { uri },
          position: { line, character: character + 2 },
        }),
      );
      await timed('hover', () =>
        session.request(HoverRequest.type, { textDocument: { uri }, position: { line, character: 9 } }),
      );
      await diagnostics;
      await timed('completion at rest', () =>
        session.request(CompletionRequest.type, {
          textDocument: { uri },
          position: { line, character: character + 2 },
        }),
      );
      await timed('hover at rest', () =>
        session.request(HoverRequest.type, { textDocument: { uri }, position: { line, character: 9 } }),
      );
      await session.change(uri, '', { start: position, end: { line, character: character + 2 } });
      await session.diagnostics(uri);
    }
  } finally {
    await session.stop();
  }
  const rows = Object.entries(times).map(
    ([name, values]) => `| ${name} | ${atShare(values, 0.5)} | ${atShare(values, 0.95)} |`,
  );
  return [`| after a change, ${lines.length} lines | p50, ms | p95, ms |`, '| --- | ---: | ---: |', ...rows].join('\n');
}

/** Times the diagnostics after a change that affects every scenario: a change to the topology that all of them use. */
export async function sharedTopologyBenchmark(size: number): Promise<string> {
  const uri = 'untitled:shared.twin';
  const text = `${topology('World')}\n${longFile(size, 'World')}`;
  const lines = text.split('\n');
  const line = lines.findIndex((found) => found.includes('10MB/s'));
  const position = { line, character: lines[line].indexOf('10MB/s') + 1 };
  const typed = { start: position, end: { line, character: position.character + 1 } };
  const session = await Session.start();
  const times: number[] = [];
  try {
    await session.open(uri, text);
    await session.diagnostics(uri);
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const start = performance.now();
      const isTyped = repeat % 2 === 0;
      await session.change(uri, isTyped ? '5' : '', isTyped ? { start: position, end: position } : typed);
      await session.diagnostics(uri);
      times.push(performance.now() - start);
    }
  } finally {
    await session.stop();
  }
  const scenarios = lines.filter((found) => found.startsWith('scenario ')).length;
  return [
    `| after a change to the topology of ${scenarios} scenarios, ${lines.length} lines | p50, ms | p95, ms |`,
    '| --- | ---: | ---: |',
    `| diagnostics (key to squiggle) | ${atShare(times, 0.5)} | ${atShare(times, 0.95)} |`,
  ].join('\n');
}

/** The value below which this share of the values lies, with one decimal. */
export function atShare(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1);
}

/**
 * A text with many small systems, each with its own distribution, policy and scenarios.
 * @param shared a topology that all of them use; without it, each has its own
 */
export function longFile(lines: number, shared?: string): string {
  const parts: string[] = [];
  for (let count = 0, number = 1; count < lines; number++) {
    const part = system(number, shared);
    parts.push(part);
    count += part.split('\n').length;
  }
  return parts.join('\n');
}

function topology(name: string): string {
  return `topology ${name} {
    nodes: 32
    peers: regular(16)                      // every node has 16 random peers
    placement: worldwide
    bandwidth: normal(10MB/s, 0.5MB/s)      // drawn again for every message
    latency: geographic
}
`;
}

function system(number: number, shared: string | undefined): string {
  return `/** System number ${number}. */
${shared === undefined ? `${topology(`World${number}`)}\n` : ''}distribution Cadence${number} = normal(30s, 5s)

policy Keep${number} {
    propose current
}

scenario Base${number} {
    topology: ${shared ?? `World${number}`}
    duration: 1h
    seed: ${number}

    primary {
        consensus: pbft
        blockSize: 1MB
        blockInterval: 100ms
    }

    management {
        nodes: random(16)
        configurationBlockSize: 0.25MB
        interval: Cadence${number}
        cycleTimeout: 10s
        policy: Keep${number}
    }
}

scenario Wide${number} extends Base${number} {
    topology.bandwidth: normal(20MB/s, 1MB/s)
}
`;
}
