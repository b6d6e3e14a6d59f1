import { type AstNode, interruptAndCheck } from 'langium';
import type { CancellationToken } from 'vscode-jsonrpc';
import { readingOf } from '../grammar/sections/reading.js';
import { nodesOf, type Section } from '../grammar/sections/section.js';
import type { RuleContext } from './context.js';
import { findingsAt } from './registry.js';
import type { Finding } from './report.js';

/** What was found in a section, and what that depends on beside the section and all that it means. */
interface Checked {
  readonly findings: readonly Finding[];
  /** A list of all that is declared was looked at, when there was this to be meant. */
  readonly listed: string | undefined;
}

/**
 * Checks a text section by section, and remembers what was found: a section stays the same object until it, or
 * something that it means, has changed. What reads files is checked each time, for these change by themselves.
 */
export class SectionChecks {
  private readonly known = new WeakMap<Section, Checked>();

  constructor(private readonly context: RuleContext) {}

  /** @throws OperationCancelled; what was checked by then is remembered */
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
    for (const node of nodesOf(section)) {
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
