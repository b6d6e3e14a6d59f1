import type { DecidedExpectation, ExperimentSummary } from '../../experiments/index.js';
import { xmlText } from '../../protocol/plain-text.js';
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
    `  <testsuite name="${xmlText(experiment)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseOf(experiment: string, expectation: DecidedExpectation): string {
  const { text, source, outcome } = expectation;
  const head = `    <testcase classname="${xmlText(experiment)}" name="${xmlText(text)}"`;
  const details = decidingText(expectation).join('\n');
  if (outcome === 'passed') return `${head}><system-out>${xmlText(details)}</system-out></testcase>`;
  if (outcome === 'undecided')
    return `${head}><skipped message="${xmlText(`undecided: ${source}`)}"/><system-out>${xmlText(details)}</system-out></testcase>`;
  return `${head}><failure message="${xmlText(source)}">${xmlText(details)}</failure></testcase>`;
}
