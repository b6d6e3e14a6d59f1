import { faultModelOf } from '../consensus/protocols.js';
import { type Configuration, textOfChoice } from '../model/configuration.js';
import type { NodeChoice } from '../model/node-choice.js';
import type { QuorumRule } from '../model/scenario.js';
import type { Constitution } from './epochs.js';

/** Tells what a configuration means for the way in which heights are decided; the same object for the same meaning. */
export class Constitutions {
  readonly #choose: (choice: NodeChoice) => number[];
  readonly #quorum: QuorumRule;
  readonly #known = new Map<string, Constitution>();
  #last: { configuration: Configuration; constitution: Constitution } | undefined;

  /** @param choose draws the nodes of a choice, ascending: the same ones whenever it is asked */
  constructor(choose: (choice: NodeChoice) => number[], quorum: QuorumRule) {
    this.#choose = choose;
    this.#quorum = quorum;
  }

  of(configuration: Configuration): Constitution {
    if (this.#last?.configuration !== configuration) {
      this.#last = { configuration, constitution: this.#find(configuration) };
    }
    return this.#last.constitution;
  }

  #find({ consensus, dissemination, validators }: Configuration): Constitution {
    const name = `${consensus} by ${dissemination} among ${textOfChoice(validators)}`;
    let constitution = this.#known.get(name);
    if (!constitution) {
      const chosen = this.#choose(validators);
      const faults = faultModelOf({ consensus, quorum: this.#quorum }, chosen.length);
      constitution = { consensus, dissemination, validators: chosen, faults };
      this.#known.set(name, constitution);
    }
    return constitution;
  }
}
