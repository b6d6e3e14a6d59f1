import {
  type AstNode,
  DefaultDocumentValidator,
  type LangiumDocument,
  type Lexer,
  type ParseResult,
  type ValidationOptions,
} from 'langium';
import type { CancellationToken } from 'vscode-jsonrpc';
import type { Diagnostic } from 'vscode-languageserver-types';
import { readingOf } from '../grammar/sections/reading.js';
import type { Section } from '../grammar/sections/section.js';
import type { TwinServices } from '../services.js';
import { type Code, describeCode } from './codes.js';
import { severityNumber, toDiagnosticInfo } from './diagnostics.js';
import { ruleContext } from './registry.js';
import { SectionChecks } from './section-checks.js';
import { beforeFaults, describeLexingError, describeParsingError, type SyntaxFinding } from './syntax-findings.js';

/**
 * Syntax errors with our own codes and messages. Unresolved names are not errors by themselves: the rules decide which
 * words are names.
 */
export class TwinDocumentValidator extends DefaultDocumentValidator {
  private readonly lexer: Lexer;
  private readonly checks: SectionChecks;

  constructor(private readonly services: TwinServices) {
    super(services);
    this.lexer = services.parser.Lexer;
    this.checks = new SectionChecks(ruleContext(services));
  }

  override async validateDocument(
    document: LangiumDocument,
    options?: ValidationOptions,
    cancelToken?: CancellationToken,
  ): Promise<Diagnostic[]> {
    const found = withoutConsequences(await super.validateDocument(document, options, cancelToken));
    // Evaluated only when needed, since it visits all imports.
    const mayLack = found.some(({ code }) => LACKS.has(code));
    return mayLack && this.services.twin.ImportGraph.lacksImports(document)
      ? found.filter(({ code }) => !LACKS.has(code))
      : found;
  }

  protected override processLexingErrors(parseResult: ParseResult, diagnostics: Diagnostic[]): void {
    const text = parseResult.value.$document?.textDocument.getText() ?? '';
    const findings = parseResult.lexerErrors.map((error) => describeLexingError(error, text));
    this.add(diagnostics, findings);
  }

  protected override processParsingErrors({ value, parserErrors }: ParseResult, diagnostics: Diagnostic[]): void {
    if (parserErrors.length === 0) return;
    const { sections, places } = readingOf(value) ?? { sections: [], places: [] };
    const findings = sections.flatMap((section, index) => {
      const { line } = places[index];
      return this.parsingFindings(section).map((finding) => ({ ...finding, range: movedRange(finding.range, line) }));
    });
    this.add(diagnostics, findings);
  }

  /** Parser errors of a section, with positions relative to it. */
  private parsingFindings({ text, parserErrors }: Section): SyntaxFinding[] {
    if (parserErrors.length === 0) return [];
    const before = beforeFaults(this.lexer.tokenize(text).tokens);
    const findings: SyntaxFinding[] = [];
    let reserved: number | undefined;
    for (const error of parserErrors) {
      const found = before(error.token);
      // The parser takes a reserved word for the beginning of something else, which then lacks its name.
      if (reserved !== undefined && found.tokens.at(-1)?.startOffset === reserved) continue;
      const finding = describeParsingError(error, found);
      if (finding.code === 'syntax/reserved-word') reserved = error.token.startOffset;
      findings.push(finding);
    }
    return findings;
  }

  protected override async validateAst(
    root: AstNode,
    { categories }: ValidationOptions,
    cancelToken?: CancellationToken,
  ): Promise<Diagnostic[]> {
    if (categories && !categories.includes('fast')) return [];
    const found = await this.checks.findingsIn(root, cancelToken);
    return found.map((finding) => {
      const { severity, message, info } = toDiagnosticInfo(finding);
      return this.toDiagnostic(severity, message, info);
    });
  }

  protected override processLinkingErrors(_document: LangiumDocument, _diagnostics: Diagnostic[]): void {}

  private add(diagnostics: Diagnostic[], findings: Iterable<SyntaxFinding>): void {
    // After an error the parser resumes and may report the same place again.
    const places = new Set(diagnostics.map(({ range }) => placeKey(range)));
    let braceIsKnown = false;
    for (const finding of findings) {
      const place = placeKey(finding.range);
      const isBrace = finding.code === 'syntax/missing-brace';
      if (places.has(place) || (isBrace && braceIsKnown)) continue;
      places.add(place);
      braceIsKnown ||= isBrace;
      diagnostics.push(syntaxDiagnostic(finding, this.getSource()));
    }
  }
}

function movedRange({ start, end }: Diagnostic['range'], by: number): Diagnostic['range'] {
  return { start: { ...start, line: start.line + by }, end: { ...end, line: end.line + by } };
}

function placeKey({ start }: Diagnostic['range']): string {
  return `${start.line}:${start.character}`;
}

function syntaxDiagnostic(
  { code, message, range, suggestions, repair }: SyntaxFinding,
  source: string | undefined,
): Diagnostic {
  return {
    code,
    message,
    range,
    source,
    severity: severityNumber(describeCode(code).severity),
    data: {
      code: code satisfies Code,
      ...(suggestions && suggestions.length > 0 ? { suggestions } : {}),
      ...(repair ? { repair } : {}),
    },
  };
}

/** Codes about missing parts, which may only be missing because of a syntax error. */
const ABSENCES: ReadonlySet<unknown> = new Set([
  'property/missing',
  'policy/empty',
  'policy/unused',
  'file/empty',
] satisfies Code[]);

/** Codes about unknown things, which may be declared in a file that could not be imported. */
const LACKS: ReadonlySet<unknown> = new Set([
  'name/unknown',
  'property/missing',
  'expression/saturated',
  'expression/mirror',
] satisfies Code[]);

/**
 * With syntax errors in a text, findings on the same line, and findings about missing parts of the file, mean little.
 */
function withoutConsequences(diagnostics: Diagnostic[]): Diagnostic[] {
  const lines = new Set(diagnostics.filter(isAboutForm).map((diagnostic) => diagnostic.range.start.line));
  if (lines.size === 0) return diagnostics;
  return diagnostics.filter(
    (diagnostic) =>
      isAboutForm(diagnostic) || (!lines.has(diagnostic.range.start.line) && !ABSENCES.has(diagnostic.code)),
  );
}

function isAboutForm({ code }: Diagnostic): boolean {
  return typeof code === 'string' && (code.startsWith('syntax/') || code === 'file/too-large');
}
