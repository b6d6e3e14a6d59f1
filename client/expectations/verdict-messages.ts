import { Location, Range, TestMessage, Uri } from 'vscode';
import { decidingLines, decidingText, decisive } from '../../server/protocol/deciding-text.js';
import type { ExpectationView } from '../../server/protocol/experiment-view.js';
import type { TextPlace } from '../../server/protocol/runs.js';

/**
 * What a failed expectation shows at its line: the measured value first, then every number that was looked at.
 * @param declaration the scenario or experiment that decided it
 */
export function failure(expectation: ExpectationView, place: TextPlace, declaration: string): TestMessage {
  const numbers = decisive(expectation);
  const head = numbers
    ? `${decidingText(numbers)}${numbers.about === 'this run' ? '' : ` (${declaration}: ${numbers.about})`}`
    : 'It was broken.';
  const lines = decidingLines(expectation);
  const sentence = `“${expectation.text}” does not hold: ${expectation.source}`;
  // No expected and actual output: VS Code would show shortened halves of both at the line instead of the numbers.
  const message = new TestMessage([head, sentence, ...(lines.length > 1 ? lines : [])].join('\n'));
  message.location = locationOf(place);
  return message;
}

/** Why an expectation is neither passed nor failed. */
export function undecidedText(expectation: ExpectationView): string {
  return [`“${expectation.text}” is undecided. ${expectation.why ?? ''}`.trimEnd(), ...decidingLines(expectation)].join(
    '\n',
  );
}

export function locationOf({ uri, range: { start, end } }: TextPlace): Location {
  return new Location(Uri.parse(uri), new Range(start.line, start.character, end.line, end.character));
}
