/** The text of UTF-8 bytes, or why they cannot be decoded and what to do, as the end of a sentence. */
export type Decoded = { readonly text: string } | { readonly fault: string };

/** Decodes UTF-8, without a byte order mark. A NUL byte is refused, as a sign of a binary file. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return { fault: 'it is UTF-16 text. Save it as UTF-8' };
  const nul = bytes.indexOf(0);
  if (nul >= 0) return { fault: `line ${lineAt(bytes, nul)} contains a NUL byte, as images and programs do` };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const at = firstFault(bytes);
    const byte = `0x${bytes[at].toString(16).toUpperCase().padStart(2, '0')}`;
    return { fault: `line ${lineAt(bytes, at)} contains the byte ${byte}. Save it as UTF-8` };
  }
}

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let index = 0; index < offset; index++) if (bytes[index] === 10) line++;
  return line;
}

/** Offset of the first byte that neither begins nor continues a character. */
function firstFault(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (beginning(bytes, middle) === undefined) bad = middle;
    else good = middle;
  }
  // The error is at an incomplete character itself.
  return beginning(bytes, good) ?? 0;
}

/** Length of the complete characters among the first `count` bytes; undefined if those are malformed. */
function beginning(bytes: Uint8Array, count: number): number | undefined {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const text = decoder.decode(bytes.subarray(0, count), { stream: true });
    return new TextEncoder().encode(text).length;
  } catch {
    return undefined;
  }
}
