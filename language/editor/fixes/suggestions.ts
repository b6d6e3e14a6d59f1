import * as l10n from '@vscode/l10n';
import { isProperty, isScenarioDeclaration } from '../../generated/ast.js';
import { type Fault, type Fix, type FixSource, insertAt, removal, replace } from './fix.js';
import { nodeAt } from './nodes.js';

/** Codes whose diagnostics carry suggestions. */
export const suggested: FixSource = (fault) => {
  const suggestions = fault.data.suggestions ?? [];
  return suggestions.map((suggestion, index): Fix => {
    const range = fault.code === 'distribution/parameter' ? lastWord(fault) : fault.range;
    const text = fault.text.startsWith('"') && !suggestion.startsWith('"') ? `"${suggestion}"` : suggestion;
    return { title: l10n.t('Change to `{0}`', text), edits: [replace(range, text)], preferred: index === 0 };
  });
};

/** The last word of a path. */
function lastWord({ range, text }: Fault): Fault['range'] {
  const word = /\w+$/.exec(text)?.[0] ?? '';
  return { start: { line: range.end.line, character: range.end.character - word.length }, end: range.end };
}

/** Fixes a property in the wrong block: its path from the scenario, or its line moved to the right block. */
export const rightBlock: FixSource = (fault) => {
  const { home } = fault.data;
  const node = nodeAt(fault, isProperty);
  if (typeof home !== 'string' || !node?.$cstNode || !node.path?.$cstNode) return [];
  const around = node.$container;
  if (isScenarioDeclaration(around))
    return [
      { title: l10n.t('Change to `{0}`', home), edits: [replace(node.path.$cstNode.range, home)], preferred: true },
    ];
  const brace = isProperty(around) && isScenarioDeclaration(around.$container) ? around.$cstNode : undefined;
  if (!brace) return [];
  const { offset, end, text } = node.$cstNode;
  const value = text.slice(node.path.$cstNode.end - offset);
  const indentation = ' '.repeat(brace.range.start.character);
  return [
    {
      title: l10n.t('Move to the scenario as `{0}`', home),
      edits: [removal(fault, offset, end), insertAt(fault, brace.end, `\n${indentation}${home}${value}`)],
      preferred: true,
    },
  ];
};
