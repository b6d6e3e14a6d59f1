/** An annotation in a test file: `// $TEST$ error unit/unknown "message"`. */
export interface Expected {
  readonly severity: string;
  readonly code: string;
  /** At the same place as the previous expectation (`// $TEST$ also …`). */
  readonly also: boolean;
  /** The whole message, or a pattern for it; absent if any message is accepted. */
  readonly message?: string | RegExp;
}

const COMMENT = /^\s*\/\/ \$TEST\$ (.*)$/;
const FORM = /^(also )?(error|warning|info) ([\w-]+\/[\w-]+)(?: (r?)"(.*)")?$/;

/** The expectations of a file in order. Each belongs to the next mark in the text, `also` to the same mark. */
export function readExpectations(text: string): Expected[] {
  return text.split('\n').flatMap((line) => {
    const comment = COMMENT.exec(line);
    if (!comment) return [];
    const form = FORM.exec(comment[1]);
    if (!form) throw new Error(`not a test comment: ${line.trim()}`);
    const [, again, severity, code, pattern, message] = form;
    const also = again !== undefined;
    if (message === undefined) return [{ severity, code, also }];
    return [{ severity, code, also, message: pattern ? new RegExp(message) : message }];
  });
}
