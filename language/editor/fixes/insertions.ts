import * as l10n from '@vscode/l10n';
import { isQuantity, isSimulate } from '../../generated/ast.js';
import { propertyOf } from '../../properties/blocks.js';
import type { BlockName } from '../../properties/property.js';
import { exampleValue } from '../completion/values.js';
import { type Fault, type Fix, type FixContext, type FixSource, insertAt, offsets, replace } from './fix.js';
import { nodeAt } from './nodes.js';

/** A required property, with its default or an example. */
export const missingProperty: FixSource = (fault, context) => {
  const { block, property } = fault.data;
  if (typeof property !== 'string' || typeof block !== 'string') return nodeAt(fault, isSimulate) ? goal(fault) : [];
  const described = propertyOf(block as BlockName, property);
  if (!described) return [];
  const values =
    described.accepts[0]?.kind === 'reference'
      ? namesOf(described.accepts[0].to, fault, context)
      : [described.default ?? exampleValue(described)];
  return values.slice(0, 3).flatMap((value, index) => {
    const edit = intoBlock(fault, `${property}: ${value}`);
    return edit ? [{ title: l10n.t('Add `{0}`', `${property}: ${value}`), edits: [edit], preferred: index === 0 }] : [];
  });
};

/** Replaces one replication by enough for an interval. */
export const moreReplications: FixSource = (fault) => {
  const text = 'replications: 10';
  const edit = nodeAt(fault, isQuantity) ? replace(fault.range, '10') : intoBlock(fault, text);
  return edit ? [{ title: l10n.t('Set `{0}`', text), edits: [edit], preferred: true }] : [];
};

function goal(fault: Fault): Fix[] {
  const line = 'maximise: mean(primary.throughput)';
  const edit = intoBlock(fault, line);
  return edit ? [{ title: l10n.t('Add `{0}`', line), edits: [edit], preferred: true }] : [];
}

/** Names of the declarations of a kind, the nearest first. */
export function namesOf(kind: string, { document }: Fault, { imports }: FixContext): string[] {
  return imports
    .declarations(document)
    .filter((node) => node.$type.toLowerCase() === `${kind}declaration`)
    .map(({ name }) => name)
    .reverse();
}

/** A new line after the opening brace that follows the error, or text on that line if it has other content. */
function intoBlock(fault: Fault, line: string): Fix['edits'][number] | undefined {
  const text = fault.document.textDocument.getText();
  const { start } = offsets(fault);
  const brace = text.indexOf('{', start);
  if (brace < 0) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', brace) + 1))?.[0] ?? '';
  const lineBreak = /^[ \t]*(\r?\n)/.exec(text.slice(brace + 1))?.[1];
  if (lineBreak) return insertAt(fault, brace + 1, `${lineBreak}${indent}    ${line}`);
  const next = text[brace + 1];
  return insertAt(fault, brace + 1, next !== ' ' ? ` ${line} ` : ` ${line}`);
}

/** Inserts a brace, a quotation mark or the end of a comment. */
export const closing: FixSource = (fault) => {
  const { start } = offsets(fault);
  const text = fault.document.textDocument.getText();
  const fix = (title: string, offset: number, newText: string): Fix[] => [
    { title, edits: [insertAt(fault, offset, newText)], preferred: true },
  ];
  switch (fault.code) {
    case 'syntax/missing-brace': {
      const before = text.slice(0, start).trimEnd().length;
      return fix(l10n.t('Insert `{0}`', '}'), start >= text.trimEnd().length ? text.trimEnd().length : before, '\n}');
    }
    case 'syntax/unclosed-text':
      return fix(l10n.t('Close the text'), endOfText(text, start), '"');
    case 'syntax/unclosed-comment':
      return fix(l10n.t('Close the comment'), text.slice(start).search(/[ \t]*(\r?\n|$)/) + start, ' */');
    default:
      return [];
  }
};

/** Where the first unclosed string of a line should end: before a comma or bracket, or at the end of the line. */
function endOfText(text: string, offset: number): number {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const open = text.indexOf('"', line);
  const [run] = /^"[^"\r\n]*/.exec(text.slice(open)) ?? [''];
  const [word] = /^"[^",()\r\n]*/.exec(run) ?? [''];
  return open + (word.length < run.length && run[word.length] === '(' ? run : word).trimEnd().length;
}

/** Defaults for an empty policy and for a fault without a duration. */
export const completion: FixSource = (fault) => {
  if (fault.code === 'policy/empty') {
    const line = 'propose current';
    const edit = intoBlock(fault, line);
    return edit ? [{ title: l10n.t('Add `{0}`', line), edits: [edit], preferred: true }] : [];
  }
  const { insert } = fault.data;
  return typeof insert === 'string'
    ? [
        {
          title: l10n.t('Add `{0}`', insert.trim()),
          edits: [insertAt(fault, offsets(fault).end, insert)],
          preferred: true,
        },
      ]
    : [];
};

const SAMPLE =
  'topology WorldWide {\n    nodes: 32\n}\n\nscenario Baseline {\n    topology: WorldWide\n    duration: 1h\n}\n';

/** A first scenario for an empty file. */
export const firstScenario: FixSource = (fault) => {
  const text = fault.document.textDocument.getText();
  return [
    {
      title: l10n.t('Insert a first scenario'),
      edits: [insertAt(fault, text.length, `${text === '' || text.endsWith('\n') ? '' : '\n'}${SAMPLE}`)],
      preferred: true,
    },
  ];
};
