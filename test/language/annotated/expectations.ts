/** What a test file says about itself: `// $TEST$ error unit/unknown "message"`. */
export interface Expected {
  readonly severity: string;
  readonly code: string;
  /** The whole message, or a pattern of it; any message without. */
  readonly message?: string | RegExp;
}

const COMMENT = /^\s*\/\/ \$TEST\$ (.*)$/;
const FORM = /^(error|warning|info) ([\w-]+\/[\w-]+)(?: (r?)"(.*)")?$/;

/** The expectations of a file in their order; each belongs to the next mark in the text. */
export function readExpectations(text: string): Expected[] {
  return text.split('\n').flatMap((line) => {
    const comment = COMMENT.exec(line);
    if (!comment) return [];
    const form = FORM.exec(comment[1]);
    if (!form) throw new Error(`not a test comment: ${line.trim()}`);
    const [, severity, code, pattern, message] = form;
    if (message === undefined) return [{ severity, code }];
    return [{ severity, code, message: pattern ? new RegExp(message) : message }];
  });
}
