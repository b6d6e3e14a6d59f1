import type { Behaviours } from './behaviours.js';

/** The factor by which a twin's observations are inflated: it decides by them and reports them with its proposals. */
export function inflationOf(behaviours: Behaviours, now: () => number): (node: number) => number {
  return (node) => behaviours.of('management', node, now())?.behaviour.observe?.inflated ?? 1;
}
