import { getDotPath, safeParse } from 'valibot';
import type { Schema } from '../../engine/schema/schema.js';
import { NotAsWritten, readBounded } from './bounded-file.js';
import { canonicalJson, sha256 } from './canonical-json.js';
import { reason } from './storage-error.js';

/** Largest JSON file that is read, B. A scenario may have long lists, and an experiment many scenarios. */
export const MAX_JSON = 256e6;
/** Maximum depth of nested objects and lists, such as the terms of a condition, which any stack can handle. */
const DEEPEST = 500;
/** Largest number of objects and lists in one file. Each takes memory, even if its text is short. */
const MAX_PARTS = 5_000_000;

/**
 * The JSON of an untrusted file, bounded in size and time.
 * @throws StorageError `storage/not-readable`; {@link NotAsWritten}
 */
export async function readJson(path: string): Promise<unknown> {
  return parseJson((await readBounded(path, MAX_JSON)).toString('utf8'));
}

/** JSON of bounded depth and size. @throws NotAsWritten */
export function parseJson(text: string): unknown {
  measure(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotAsWritten(`is not JSON: ${reason(error)}`);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets before parsing. */
function measure(text: string): void {
  let depth = 0;
  let parts = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfString(text, i);
    else if (code === 0x7b || code === 0x5b) {
      parts++;
      if (++depth > DEEPEST) throw new NotAsWritten(`is nested more than ${DEEPEST} deep`);
      if (parts > MAX_PARTS) throw new NotAsWritten('holds more parts than any file of Twinchain');
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i;
  }
  return text.length;
}

/** Part of a stored file: the SHA-256 of its content as canonical JSON. */
interface Sealed {
  checksum: string;
}

/** Content with a seal, so that any change is detected when it is read. */
export function sealed<Content extends object>(content: Content): Content & Sealed {
  return { ...content, checksum: sha256(canonicalJson(content)) };
}

/** Verifies and removes the seal. @throws NotAsWritten if it does not match the content */
export function unsealed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('checksum' in value)) throw new NotAsWritten('has no checksum');
  const { checksum, ...content } = value;
  if (sha256(canonicalOf(content)) !== checksum)
    throw new NotAsWritten('was changed after it was written: its checksum is not that of its content');
  return content;
}

/** JSON.parse reads 1e999 as Infinity, which JSON cannot represent. */
function canonicalOf(content: object): string {
  try {
    return canonicalJson(content);
  } catch (error) {
    throw new NotAsWritten(`contains an invalid number: ${reason(error)}`);
  }
}

/** Validates data against its schema. @throws NotAsWritten with the first place that does not fit */
export function conform<Type>(schema: Schema<Type>, value: unknown): Type {
  const result = safeParse(schema, value, { abortEarly: true, abortPipeEarly: true });
  // The data itself and not the validator's copy, whose properties have another order.
  if (result.success) return value as Type;
  const [issue] = result.issues;
  const place = getDotPath(issue);
  const expected = issue.expected === 'never' ? 'nothing' : (issue.expected ?? EXPECTED[issue.type] ?? issue.message);
  const found = issue.received.length > LONGEST ? `${issue.received.slice(0, LONGEST)}…` : issue.received;
  throw new NotAsWritten(`does not fit: ${place ? `\`${place}\`: ` : ''}${expected} was expected, not ${found}`);
}

/** Found values are quoted up to this length. */
const LONGEST = 60;

/** Messages for cases in which the validator has none. */
const EXPECTED: Readonly<Record<string, string>> = {
  finite: 'a finite number',
  safe_integer: 'a whole number',
  regex: 'other text',
};
