import type { Behaviours } from './behaviours.js';

/** By how much what a twin sees is larger than it is: it decides by it, and reports it with what it proposes. */
export function inflationOf(behaviours: Behaviours, now: () => number): (node: number) => number {
  return (node) => behaviours.of('management', node, now())?.behaviour.observe?.inflated ?? 1;
}
