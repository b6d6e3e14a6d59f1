import type { ChainRules } from './protocol.js';

/** By node: 1 if it votes. */
export function validatorFlags({ validators }: ChainRules, nodes: number): Uint8Array {
  const flags = new Uint8Array(nodes);
  for (const node of validators) flags[node] = 1;
  return flags;
}
