import type { NodeChoice } from './node-choice.js';

/**
 * The parameters of the primary that the management chain decides (Section 2.1, `C`). Sizes in B, times in s. Its validity
 * is defined in `engine/twins/valid-configuration.ts`.
 */
export interface Configuration {
  consensus: string;
  blockSize: number;
  blockInterval: number;
  roundTimeout: number;
  dissemination: 'direct' | 'gossip';
  /**
   * The nodes that vote. If it is a number, nodes are drawn at random: the same ones whenever that number is chosen.
   */
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
