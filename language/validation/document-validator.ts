import { DefaultDocumentValidator, type LangiumDocument, type ParseResult } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-types';
import { type Code, describeCode } from './codes.js';
import { severityNumber } from './diagnostics.js';
import { describeLexingError, describeParsingError, type SyntaxFinding } from './syntax-findings.js';

/**
 * Faults of the text's form with codes and messages of our own. Unresolved names are no faults by themselves: which
 * words are names is for the rules to say.
 */
export class TwinDocumentValidator extends DefaultDocumentValidator {
  protected override processLexingErrors(parseResult: ParseResult, diagnostics: Diagnostic[]): void {
    const text = parseResult.value.$document?.textDocument.getText() ?? '';
    for (const error of parseResult.lexerErrors) this.add(diagnostics, describeLexingError(error, text));
  }

  protected override processParsingErrors(parseResult: ParseResult, diagnostics: Diagnostic[]): void {
    for (const error of parseResult.parserErrors) this.add(diagnostics, describeParsingError(error));
  }

  protected override processLinkingErrors(_document: LangiumDocument, _diagnostics: Diagnostic[]): void {}

  private add(diagnostics: Diagnostic[], finding: SyntaxFinding): void {
    const { start } = finding.range;
    // The parser resumes after a fault and may stumble over the same place again.
    const known = diagnostics.some(
      ({ range }) => range.start.line === start.line && range.start.character === start.character,
    );
    if (!known) diagnostics.push(syntaxDiagnostic(finding, this.getSource()));
  }
}

function syntaxDiagnostic({ code, message, range }: SyntaxFinding, source: string | undefined): Diagnostic {
  return {
    code,
    message,
    range,
    source,
    severity: severityNumber(describeCode(code).severity),
    data: { code: code satisfies Code },
  };
}
