import type { NodeChoice } from './node-choice.js';

/**
 * What the management chain decides about the primary between two rounds (Section 2.1, `C`). Sizes in B, times in s.
 * What makes one valid stands in `engine/twins/valid-configuration.ts`.
 */
export interface Configuration {
  consensus: string;
  blockSize: number;
  blockInterval: number;
  roundTimeout: number;
  dissemination: 'direct' | 'gossip';
  /** The nodes that vote; a number is drawn from all nodes, the same ones whenever that number is chosen. */
  validators: NodeChoice;
}

/** The configuration with which the primary of a scenario starts. */
export function startingConfiguration({
  consensus,
  blockSize,
  blockInterval,
  roundTimeout,
  dissemination,
  validators,
}: Configuration): Configuration {
  return { consensus, blockSize, blockInterval, roundTimeout, dissemination, validators };
}

/** A choice of nodes as the language writes it: `all`, `16`, `Banks, 4 of Ports`. */
export function textOfChoice(choice: NodeChoice): string {
  switch (choice.kind) {
    case 'all':
      return 'all';
    case 'random':
      return String(choice.count);
    case 'groups':
      return choice.parts.map(({ group, count }) => (count === undefined ? group : `${count} of ${group}`)).join(', ');
  }
}
