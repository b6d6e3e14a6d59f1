import type { Diagnostic, Range } from 'vscode-languageserver-types';
import type { Code, Severity } from '../validation/codes.js';
import { type DiagnosticData, severityName } from '../validation/diagnostics.js';

/** One error, warning or remark about a file, as plain data. Lines and characters count from 0. */
export interface LanguageDiagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly uri: string;
  readonly range: Range;
  readonly related: readonly { readonly uri: string; readonly range: Range; readonly message: string }[];
  readonly data: DiagnosticData;
}

/** A diagnostic of the editor protocol as plain data. */
export function fromProtocol(diagnostic: Diagnostic, uri: string): LanguageDiagnostic {
  const code = String(diagnostic.code ?? 'syntax/unexpected') as Code;
  return {
    code,
    severity: severityName(diagnostic.severity),
    message: diagnostic.message as string,
    uri,
    range: diagnostic.range,
    related: (diagnostic.relatedInformation ?? []).map(({ location, message }) => ({
      uri: location.uri,
      range: location.range,
      message,
    })),
    data: { code, ...(diagnostic.data as object | undefined) },
  };
}

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A diagnostic about a file as a whole. */
export function aboutFile(code: Code, message: string, uri: string): LanguageDiagnostic {
  return { code, severity: 'error', message, uri, range: START, related: [], data: { code } };
}

export function hasErrors(diagnostics: readonly LanguageDiagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** By file in the given order, then by place; errors come first at the same place. */
export function inReadingOrder(diagnostics: readonly LanguageDiagnostic[]): LanguageDiagnostic[] {
  const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };
  return [...diagnostics].sort(
    (a, b) =>
      a.range.start.line - b.range.start.line ||
      a.range.start.character - b.range.start.character ||
      rank[a.severity] - rank[b.severity],
  );
}
