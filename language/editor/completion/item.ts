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

/** What can be offered at a place, before it is known what text it replaces. */
export interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** A few words beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What is inserted, with places to fill in; the label without. */
  readonly snippet?: string;
  /** What is inserted as it is; the label without. */
  readonly text?: string;
  /** What typed text is compared with; the label without. */
  readonly filter?: string;
  /** Smaller comes first; 0 for defaults, 5 without. */
  readonly rank?: number;
  readonly preselect?: boolean;
  /** Offers what comes next at once. */
  readonly continues?: boolean;
  readonly additionalTextEdits?: CompletionItem['additionalTextEdits'];
}

/** The item that an offer becomes, but for the edit. */
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

/** Text that stands for itself in a snippet. */
export function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
