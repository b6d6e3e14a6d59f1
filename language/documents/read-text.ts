import { type URI, UriUtils } from 'langium';
import { LARGEST_TEXT } from '../grammar/lexer.js';
import { type BoundedFiles, isMissing, reasonOf, writeSize } from '../imports/bounded-files.js';
import { decodeUtf8 } from '../imports/utf8.js';
import type { Code } from '../validation/codes.js';

/** Scenario files above this size are refused, bytes. */
export const LARGEST_SCENARIO_FILE = LARGEST_TEXT;

const UP_TO = `scenario files may have up to ${LARGEST_SCENARIO_FILE / 1e6} MB`;

export type TextResult = { readonly text: string } | { readonly code: Code; readonly message: string };

export interface ReadingOptions {
  /** How messages refer to the file; absent: its name. */
  readonly name?: string;
  /** Whether to read pipes as well. Only for a file that the user named: reading a pipe without a writer never ends. */
  readonly pipes?: boolean;
}

/** The text of a scenario file, or why it has none. */
export async function readText(files: BoundedFiles, uri: URI, options: ReadingOptions = {}): Promise<TextResult> {
  const name = options.name ?? UriUtils.basename(uri);
  const tooLarge = (has: string): TextResult => ({ code: 'file/too-large', message: `"${name}" ${has}; ${UP_TO}.` });
  const missing = (reason: string): TextResult => ({
    code: 'file/missing',
    message: `"${name}" cannot be read: ${reason}.`,
  });
  let bytes: Uint8Array;
  try {
    // The size is checked before anything is read.
    const { isFile, isDirectory, size = 0 } = await files.stat(uri);
    if (isDirectory) return missing('it is a folder');
    if (size > LARGEST_SCENARIO_FILE) return tooLarge(`has ${writeSize(size)}`);
    const piped = options.pipes && !isFile ? files.readAtMost?.(uri, LARGEST_SCENARIO_FILE + 1) : undefined;
    if (!isFile && !piped) return missing('it is not a file');
    bytes = await (piped ?? files.readBinary(uri));
    if (bytes.length > LARGEST_SCENARIO_FILE)
      return tooLarge(piped ? 'is too large' : `has ${writeSize(bytes.length)}`);
  } catch (error) {
    return missing(reasonOf(error));
  }
  const decoded = decodeUtf8(bytes);
  if ('text' in decoded) return decoded;
  return { code: 'file/not-text', message: `"${name}" is not UTF-8 text: ${decoded.fault}.` };
}

/** File name extension of scenario files. */
export const SCENARIO_EXTENSION = '.twin';

/** Why a file cannot be imported, as the end of a sentence that begins with its name; undefined if there is none. */
export function whyNotImported(files: BoundedFiles, uri: URI): string | undefined {
  try {
    const { isFile, isDirectory, size = 0 } = files.statSync(uri);
    if (isDirectory) return 'is a folder: name a file in it';
    if (!isFile) return 'is not a file';
    if (!uri.path.endsWith(SCENARIO_EXTENSION)) {
      const isData = /\.csv$/i.test(uri.path);
      const data = isData ? '; data are named where they are used, such as `latency: matrix "pings.csv"`' : '';
      return `is not a scenario file: the name of one ends in \`${SCENARIO_EXTENSION}\`${data}`;
    }
    if (size > LARGEST_SCENARIO_FILE) return `has ${writeSize(size)}; ${UP_TO}`;
    const bytes = files.readBinarySync(uri);
    if (bytes.length > LARGEST_SCENARIO_FILE) return `has ${writeSize(bytes.length)}; ${UP_TO}`;
    const decoded = decodeUtf8(bytes);
    return 'fault' in decoded ? `is not UTF-8 text: ${decoded.fault}` : 'cannot be read';
  } catch (error) {
    return isMissing(error) ? undefined : `cannot be read: ${reasonOf(error)}`;
  }
}

/** Whether a text contains nothing but white space and comments. */
export function isBlank(text: string): boolean {
  return (
    text
      .replace(/\/\*(?:[\s\S]*?\*\/|[\s\S]*)/g, '')
      .replace(/\/\/[^\r\n]*/g, '')
      .trim() === ''
  );
}
