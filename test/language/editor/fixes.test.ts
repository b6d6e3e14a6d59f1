import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-types';
import { FIXES } from '../../../language/editor/fixes/code-actions.js';
import { type Code, describeCode } from '../../../language/validation/codes.js';
import { applied, codesOf, Editor } from './editor.js';

const BASELINE = readFileSync(join(import.meta.dirname, '../scenarios/01-baseline.twin'), 'utf8');

/** Examples for codes whose example on the page of errors has no fix that applies at once. */
const FAULTS: { readonly [C in Code]?: string } = {
  'import/outside': 'import "../../other.twin"\nscenario S extends Baseline { }',
  'file/empty': '',
  'import/missing': 'import "basline.twin"\nscenario S extends Baseline { }',
  'import/clash': 'import "baseline.twin"\nimport "again.twin"\nscenario S extends Baseline { }',
  'import/cycle': 'import "baseline.twin"\nimport "round.twin"\nscenario S extends Baseline { }',
  'name/unknown': 'scenario S extends Baseline { topology: Elsewhere }',
  'property/unknown': 'scenario S extends Baseline { blockSize: 2MB }',
  'property/missing': 'scenario S {\n    topology: WorldWide\n}',
  'dimension/mismatch': 'scenario S extends Baseline { management.cycleTimeout: 30 }',
  'distribution/weights': 'distribution A = mixture(0.5: 1s, 0.4: 2s)',
  'value/unexpected': 'topology T { nodes: 4  placement: berlin }',
  'distribution/parameter': 'scenario S extends Baseline { topology.bandwidth.men: 2MB/s }',
  'policy/property':
    'policy P {\n    observe over 60s { failed = primary.roundsFailed }\n    when failed > 3 { primary.blocksize = 4MB }\n}',
  'syntax/unknown-character': "import 'baseline.twin'",
  'data/column':
    'topology T { group A { nodes: 4  at: "Berlin" }  latency: matrix "pings.csv" }\ndistribution A = empirical("pings.csv", "mss", ms)',
};

interface Mended {
  readonly before: string;
  readonly titles: string[];
  readonly after: string;
  readonly left: string[];
}

/** Shared by all codes, each of which loads files of its own. */
const editor = await Editor.on();

async function mend(code: Code): Promise<Mended> {
  const { example, data = {} } = describeCode(code);
  const fault = FAULTS[code] ?? example;
  const before = fault === '' || fault.startsWith('import') ? fault : `import "baseline.twin"\n${fault}`;
  await editor.moveTo({
    'baseline.twin': BASELINE,
    'elsewhere.twin': 'topology Elsewhere { nodes: 8 }',
    'again.twin': 'policy Keep { propose current  accept when proposed.blockSize <= 4MB }',
    'round.twin': 'import "main.twin"',
    'pings.csv': 'from,to,ms\nBerlin,Paris,8\n',
    ...data,
  });
  const document = await editor.open(before);
  const diagnostics = (document.diagnostics ?? []).filter((diagnostic: Diagnostic) => diagnostic.code === code);
  const [diagnostic] = diagnostics;
  const actions = ((await editor.services.lsp.CodeActionProvider?.getCodeActions(document, {
    textDocument: { uri: document.uri.toString() },
    range: diagnostic?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    context: { diagnostics: diagnostic ? [diagnostic] : [], only: ['quickfix'] },
  })) ?? []) as CodeAction[];
  const edits = actions[0]?.edit?.changes?.[document.uri.toString()] ?? [];
  const after = applied(before, document, edits);
  const mended = await editor.open(after);
  const left = codesOf(mended).filter((other) => other === code);
  return { before, titles: actions.map(({ title }) => title), after, left: left.slice(0, diagnostics.length) };
}

const codes = Object.keys(FIXES) as Code[];

const tried = new Map<Code, Promise<Mended>>();

function mended(code: Code): Promise<Mended> {
  const found = tried.get(code) ?? mend(code);
  tried.set(code, found);
  return found;
}

describe('quick fixes', () => {
  it('exist for at least a dozen codes', () => {
    expect(codes.length).toBeGreaterThanOrEqual(12);
  });

  it.each(codes)('%s: the first fix corrects the error', async (code) => {
    const { before, titles, after, left } = await mended(code);
    expect(titles, 'offers a fix').not.toEqual([]);
    expect(after).not.toBe(before);
    expect(left, after).toEqual([]);
  });

  it('are described, and change nothing else', async () => {
    const shown: string[] = [];
    for (const code of codes) {
      const { before, titles, after } = await mended(code);
      shown.push(
        `## ${code}\n\n${titles.map((title) => `- ${title}`).join('\n')}\n\n\`\`\`twin\n${before}\n\`\`\`\n\n\`\`\`twin\n${after}\n\`\`\`\n`,
      );
    }
    await expect(shown.join('\n')).toMatchFileSnapshot('golden/fixes.md');
  });
});
