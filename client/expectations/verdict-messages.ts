import { Location, l10n, Range, TestMessage, Uri } from 'vscode';
import { decidingLines, decidingText, decisive } from '../../server/protocol/deciding-text.js';
import type { ExpectationView } from '../../server/protocol/experiment-view.js';
import type { TextPlace } from '../../server/protocol/runs.js';

/**
 * The message of a failed expectation at its line: the measured value first, then every value that was compared.
 * @param declaration the scenario or experiment that decided it
 */
export function failure(expectation: ExpectationView, place: TextPlace, declaration: string): TestMessage {
  const numbers = decisive(expectation);
  const head = numbers
    ? `${decidingText(numbers)}${numbers.about === 'this run' ? '' : ` (${declaration}: ${numbers.about})`}`
    : l10n.t('It was violated.');
  const lines = decidingLines(expectation);
  const sentence = l10n.t('“{0}” does not hold: {1}', expectation.text, expectation.source);
  // No expected and actual output: VS Code would show shortened halves of both at the line instead of the numbers.
  const causes = expectation.why ? [expectation.why] : [];
  const message = new TestMessage([head, sentence, ...causes, ...(lines.length > 1 ? lines : [])].join('\n'));
  message.location = locationOf(place);
  return message;
}

/** Why an expectation is undecided. */
export function undecidedText(expectation: ExpectationView): string {
  const undecided = l10n.t('“{0}” is undecided. {1}', expectation.text, expectation.why ?? '').trimEnd();
  return [undecided, ...decidingLines(expectation)].join('\n');
}

export function locationOf({ uri, range: { start, end } }: TextPlace): Location {
  return new Location(Uri.parse(uri), new Range(start.line, start.character, end.line, end.character));
}
