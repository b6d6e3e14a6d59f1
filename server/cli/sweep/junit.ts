import type { DecidedExpectation } from '../../experiments/index.js';
import { xmlText } from '../../protocol/plain-text.js';

/**
 * The outcome of expectations as JUnit XML for CI systems: one suite for the experiment or the run, and one case for
 * each expectation. Undecided expectations count as skipped.
 *
 * @param details the numbers that decided an expectation, as lines
 */
export function junitReport<Decided extends DecidedExpectation>(
  suite: string,
  expectations: readonly Decided[],
  details: (expectation: Decided) => string,
): string {
  const count = (outcome: DecidedExpectation['outcome']) =>
    expectations.filter((expectation) => expectation.outcome === outcome).length;
  const counts = `tests="${expectations.length}" failures="${count('failed')}" errors="0" skipped="${count('undecided')}"`;
  const cases = expectations.map((expectation) => caseOf(suite, expectation, details(expectation)));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${xmlText(suite)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseOf(suite: string, { text, source, outcome }: DecidedExpectation, details: string): string {
  const head = `    <testcase classname="${xmlText(suite)}" name="${xmlText(text)}"`;
  if (outcome === 'passed') return `${head}><system-out>${xmlText(details)}</system-out></testcase>`;
  if (outcome === 'undecided')
    return `${head}><skipped message="${xmlText(`undecided: ${source}`)}"/><system-out>${xmlText(details)}</system-out></testcase>`;
  return `${head}><failure message="${xmlText(source)}">${xmlText(details)}</failure></testcase>`;
}
