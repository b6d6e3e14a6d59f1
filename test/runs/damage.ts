import { readFileSync, writeFileSync } from 'node:fs';

/** A change to the bytes of a file, such as a failing disk or a careless user makes. */
export interface Damage {
  what: string;
  apply(bytes: Buffer): Buffer;
}

/** @param random from 0 to 1 */
export function damageOf(bytes: Buffer, random: () => number): Damage {
  const place = () => Math.floor(random() * bytes.length);
  const kind = Math.floor(random() * 4);
  if (kind === 0) {
    const [at, bit] = [place(), Math.floor(random() * 8)];
    return { what: `bit ${bit} of byte ${at} flipped`, apply: changed((copy) => (copy[at] ^= 1 << bit)) };
  }
  if (kind === 1) {
    const [a, b] = [place(), place()];
    return {
      what: `bytes ${a} and ${b} swapped`,
      apply: changed((copy) => ([copy[a], copy[b]] = [copy[b], copy[a]])),
    };
  }
  if (kind === 2) {
    const length = place();
    return { what: `cut off after ${length} bytes`, apply: (original) => original.subarray(0, length) };
  }
  const at = place();
  return { what: `a byte more at ${at}`, apply: inserted(at, Math.floor(random() * 256)) };
}

function changed(change: (copy: Buffer) => unknown): Damage['apply'] {
  return (original) => {
    const copy = Buffer.from(original);
    change(copy);
    return copy;
  };
}

function inserted(at: number, byte: number): Damage['apply'] {
  return (original) => Buffer.concat([original.subarray(0, at), Buffer.from([byte]), original.subarray(at)]);
}

/** Damages a file for the duration of `look`. @returns whether that changed any byte */
export async function withDamage(
  path: string,
  random: () => number,
  look: (what: string, changes: boolean) => Promise<void>,
): Promise<void> {
  const whole = readFileSync(path);
  const damage = damageOf(whole, random);
  const damaged = damage.apply(whole);
  writeFileSync(path, damaged);
  try {
    await look(damage.what, !damaged.equals(whole));
  } finally {
    writeFileSync(path, whole);
  }
}
