import { type AstNode, type DiagnosticInfo, GrammarUtils, type ValidationSeverity } from 'langium';
import type { DiagnosticRelatedInformation, DiagnosticSeverity, Range } from 'vscode-languageserver-types';
import { rangeOf, uriOf } from '../lowering/origin.js';
import { describeCode, type Severity } from './codes.js';
import type { Finding, RelatedPlace } from './report.js';

/** The `data` of a diagnostic, for quick fixes. */
export interface DiagnosticData {
  readonly code: string;
  /** Suggested replacements, nearest first. */
  readonly suggestions?: readonly string[];
  readonly [detail: string]: unknown;
}

/** Severities as the Language Server Protocol numbers them. */
export function severityNumber(severity: Severity): DiagnosticSeverity {
  return severity === 'error' ? 1 : severity === 'warning' ? 2 : 3;
}

export function severityName(severity: number | undefined): Severity {
  return severity === 2 ? 'warning' : severity === 3 || severity === 4 ? 'info' : 'error';
}

/** The heading anchor of a code on the errors page. */
export function anchorOf(code: string): string {
  return code.replaceAll('/', '');
}

/** Range of a part of a node, as precisely as possible. */
export function rangeOfPart(node: AstNode, property?: string, index?: number): Range {
  const part = property === undefined ? undefined : GrammarUtils.findNodeForProperty(node.$cstNode, property, index);
  return part?.range ?? rangeOf(node);
}

function related({ node, property, message }: RelatedPlace): DiagnosticRelatedInformation {
  return { location: { uri: uriOf(node), range: rangeOfPart(node, property) }, message };
}

/** Converts a finding to Langium's form. */
export function toDiagnosticInfo(finding: Finding): {
  severity: ValidationSeverity;
  message: string;
  info: DiagnosticInfo<AstNode, string>;
} {
  const { code, message, node, property, index, range, suggestions, details } = finding;
  const data: DiagnosticData = { ...details, code, ...(suggestions && suggestions.length > 0 ? { suggestions } : {}) };
  return {
    severity: finding.severity ?? describeCode(code).severity,
    message,
    info: {
      node,
      range: range ?? rangeOfPart(node, property, index),
      code,
      data,
      relatedInformation: finding.related?.map(related),
    },
  };
}
