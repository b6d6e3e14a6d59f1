import { type Configuration, textOfChoice } from '../model/configuration.js';
import type { NodeChoice } from '../model/node-choice.js';
import type { Constitution } from './epochs.js';

/** Tells what a configuration means for the way in which heights are decided; the same object for the same meaning. */
export class Constitutions {
  readonly #choose: (choice: NodeChoice) => number[];
  readonly #known = new Map<string, Constitution>();
  #last: { configuration: Configuration; constitution: Constitution } | undefined;

  /** @param choose draws the nodes of a choice, ascending: the same ones whenever it is asked */
  constructor(choose: (choice: NodeChoice) => number[]) {
    this.#choose = choose;
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
      constitution = { consensus, dissemination, validators: this.#choose(validators) };
      this.#known.set(name, constitution);
    }
    return constitution;
  }
}
