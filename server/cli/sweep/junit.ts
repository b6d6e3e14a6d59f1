import type { DecidedExpectation, ExperimentSummary } from '../../experiments/index.js';
import { decidingText } from './deciding-text.js';

/**
 * What became of the expectations as JUnit XML, as CI systems read it: one suite for the experiment, one case for each
 * expectation; what is undecided counts as skipped.
 */
export function junitReport({ experiment, expectations }: ExperimentSummary): string {
  const count = (outcome: DecidedExpectation['outcome']) =>
    expectations.filter((expectation) => expectation.outcome === outcome).length;
  const counts = `tests="${expectations.length}" failures="${count('failed')}" errors="0" skipped="${count('undecided')}"`;
  const cases = expectations.map((expectation) => caseOf(experiment, expectation));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(experiment)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseOf(experiment: string, expectation: DecidedExpectation): string {
  const { text, source, outcome } = expectation;
  const head = `    <testcase classname="${escaped(experiment)}" name="${escaped(text)}"`;
  const details = decidingText(expectation).join('\n');
  if (outcome === 'passed') return `${head}><system-out>${escaped(details)}</system-out></testcase>`;
  if (outcome === 'undecided')
    return `${head}><skipped message="${escaped(`undecided: ${source}`)}"/><system-out>${escaped(details)}</system-out></testcase>`;
  return `${head}><failure message="${escaped(source)}">${escaped(details)}</failure></testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for XML 1.0, which has no way to say most control characters. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '·')
      .replaceAll(/[&<>"']/g, (character) => ENTITIES[character])
  );
}
