import { type FileSystemProvider, type URI, UriUtils } from 'langium';
import { decodeUtf8 } from '../imports/data-files.js';
import type { Code } from '../validation/codes.js';

/** Scenario files above this size are refused, bytes. People write them; 2 MB are about 40,000 lines. */
export const LARGEST_SCENARIO_FILE = 2_000_000;

export type TextResult = { readonly text: string } | { readonly code: Code; readonly message: string };

/** The text of a scenario file, or why it has none. */
export async function readText(files: FileSystemProvider, uri: URI): Promise<TextResult> {
  const name = UriUtils.basename(uri);
  let bytes: Uint8Array;
  try {
    bytes = await files.readBinary(uri);
  } catch (error) {
    return { code: 'file/missing', message: `"${name}" cannot be read: ${reasonOf(error)}.` };
  }
  if (bytes.length > LARGEST_SCENARIO_FILE)
    return {
      code: 'file/too-large',
      message: `"${name}" has ${(bytes.length / 1e6).toFixed(1)} MB; scenario files of up to ${LARGEST_SCENARIO_FILE / 1e6} MB are read.`,
    };
  const text = decodeUtf8(bytes);
  if (text === undefined) return { code: 'file/not-text', message: `"${name}" is not UTF-8 text.` };
  return { text };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
      return 'you may not read it';
    default:
      return 'it is not a file that can be read';
  }
}

/** Whether a text holds nothing but blanks and comments. */
export function isBlank(text: string): boolean {
  return (
    text
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/[^\r\n]*/g, '')
      .trim() === ''
  );
}
