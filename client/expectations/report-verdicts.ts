import { l10n, type TestItem, TestMessage, type TestRun } from 'vscode';
import { decidingLines } from '../../server/protocol/deciding-text.js';
import type { ExpectationView } from '../../server/protocol/experiment-view.js';
import type { ExpectationItems } from './expectation-items.js';
import { failure, locationOf, undecidedText } from './verdict-messages.js';

/** The outcome of a scenario's or an experiment's expectations. */
export interface Verdicts {
  /** The tests that the user asked for. */
  wanted: readonly TestItem[];
  /** Name of the scenario or experiment that decided them. */
  declaration: string;
  expectations: readonly ExpectationView[];
  /** The duration of all of them together. */
  milliseconds: number;
}

/** Reports the outcome of expectations in a test run. */
export function reportVerdicts(run: TestRun, items: ExpectationItems, verdicts: Verdicts): void {
  for (const item of verdicts.wanted) tellVerdict(run, items, item, verdicts);
}

function tellVerdict(run: TestRun, items: ExpectationItems, item: TestItem, verdicts: Verdicts): void {
  const { declaration, expectations } = verdicts;
  const milliseconds = verdicts.milliseconds / verdicts.wanted.length;
  const expected = items.expectation(item);
  const found = expectations.find(({ text, source }) => text === expected?.text && source === expected.source);
  if (!expected || !found) {
    run.errored(item, new TestMessage(l10n.t('The text was changed while this was decided. Run it again.')));
    return;
  }
  const location = locationOf(expected.place);
  switch (found.outcome) {
    case 'passed':
      items.markUndecided(item, false);
      run.appendOutput(
        asOutput([l10n.t('“{0}” holds: {1}', found.text, found.source), ...decidingLines(found)].join('\n')),
        undefined,
        item,
      );
      run.passed(item, milliseconds);
      return;
    case 'failed':
      items.markUndecided(item, false);
      run.failed(item, failure(found, expected.place, declaration), milliseconds);
      return;
    case 'undecided':
      items.markUndecided(item, true);
      run.appendOutput(asOutput(undecidedText(found)), location, item);
      run.skipped(item);
  }
}

/** The output of a test run is a terminal. */
function asOutput(text: string): string {
  return `${text.replaceAll('\n', '\r\n')}\r\n`;
}
