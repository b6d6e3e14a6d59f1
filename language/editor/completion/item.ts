import type { CompletionItem, CompletionItemKind } from 'vscode-languageserver-types';
import { markdown } from '../markdown.js';

/** Kinds of completion items, as the Language Server Protocol numbers them. */
export const Kind = {
  Function: 3,
  Variable: 6,
  Class: 7,
  Module: 9,
  Property: 10,
  Unit: 11,
  Value: 12,
  Keyword: 14,
  Snippet: 15,
  File: 17,
  EnumMember: 20,
  Constant: 21,
  Event: 23,
} as const satisfies Record<string, CompletionItemKind>;

/** Snippets have places to fill in: `${1:30s}`. */
const SNIPPET = 2;

/** A completion before it is known which text it replaces. */
export interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** A few words after the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** The inserted snippet; absent: the label. */
  readonly snippet?: string;
  /** The inserted plain text; absent: the label. */
  readonly text?: string;
  /** The text that typed characters are matched against; absent: the label. */
  readonly filter?: string;
  /** Smaller comes first: 0 for defaults; absent: 5. */
  readonly rank?: number;
  readonly preselect?: boolean;
  /** Whether to show the next completions right after this one. */
  readonly continues?: boolean;
  readonly additionalTextEdits?: CompletionItem['additionalTextEdits'];
}

/** The completion item of an offer, without its edit. */
export function toItem(offer: Offer, index: number): CompletionItem {
  const { label, kind, detail, documentation, snippet, filter, preselect, continues } = offer;
  return {
    label,
    kind,
    sortText: `${offer.rank ?? 5}${String(index).padStart(4, '0')}`,
    ...(detail ? { detail } : {}),
    ...(documentation ? { documentation: markdown(documentation) } : {}),
    ...(snippet ? { insertTextFormat: SNIPPET } : {}),
    ...(filter ? { filterText: filter } : {}),
    ...(preselect ? { preselect } : {}),
    ...(continues ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } } : {}),
    ...(offer.additionalTextEdits ? { additionalTextEdits: offer.additionalTextEdits } : {}),
  };
}

/** Text escaped for a snippet. */
export function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
