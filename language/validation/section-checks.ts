import { type AstNode, interruptAndCheck } from 'langium';
import type { CancellationToken } from 'vscode-jsonrpc';
import { readingOf } from '../grammar/sections/reading.js';
import type { Section } from '../grammar/sections/section.js';
import type { RuleContext } from './context.js';
import { findingsAt } from './registry.js';
import type { Finding } from './report.js';

/** The findings of a section, and their dependencies besides the section and everything it refers to. */
interface Checked {
  readonly findings: readonly Finding[];
  /** The signature of the file when a rule read the list of all declarations; undefined if none did. */
  readonly listed: string | undefined;
}

/**
 * Checks a text section by section and caches the findings: a section stays the same object until it, or something that
 * it refers to, changes. Sections that read files are checked each time, since files change independently.
 */
export class SectionChecks {
  private readonly known = new WeakMap<Section, Checked>();

  constructor(private readonly context: RuleContext) {}

  /** @throws OperationCancelled; sections checked by then stay cached */
  async findingsIn(root: AstNode, cancelToken?: CancellationToken): Promise<Finding[]> {
    const reading = readingOf(root);
    if (!reading) return [];
    const found = findingsAt(root, this.context);
    for (const section of reading.sections) {
      const known = this.known.get(section);
      const isKnown = known && (known.listed === undefined || known.listed === reading.signature);
      const findings = isKnown ? known.findings : await this.check(section, reading.signature, cancelToken);
      for (const finding of findings) found.push(finding);
    }
    return found;
  }

  private async check(
    section: Section,
    signature: string,
    cancelToken: CancellationToken | undefined,
  ): Promise<Finding[]> {
    const { files, imports } = this.context;
    const [filesBefore, listsBefore] = [files.timesRead, imports.timesListed];
    const findings: Finding[] = [];
    for (const node of section.nodes) {
      if (cancelToken) await interruptAndCheck(cancelToken);
      findings.push(...findingsAt(node, this.context));
    }
    const readsFiles = files.timesRead > filesBefore || section.imports.length > 0;
    const listed = imports.timesListed > listsBefore ? signature : undefined;
    if (readsFiles) this.known.delete(section);
    else this.known.set(section, { findings, listed });
    return findings;
  }
}
