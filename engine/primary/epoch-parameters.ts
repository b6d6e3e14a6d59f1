import { faultModelOf } from '../consensus/protocols.js';
import { type Configuration, textOfChoice } from '../model/configuration.js';
import type { NodeChoice } from '../model/node-choice.js';
import type { QuorumRule } from '../model/scenario.js';
import type { EpochParameters } from './epochs.js';

/** Gives the parameters by which a configuration decides heights; equal parameters are the same object. */
export class EpochParameterSets {
  readonly #choose: (choice: NodeChoice) => number[];
  readonly #quorum: QuorumRule;
  readonly #known = new Map<string, EpochParameters>();
  #last: { configuration: Configuration; parameters: EpochParameters } | undefined;

  /** @param choose draws the nodes of a choice, ascending: the same ones in every call */
  constructor(choose: (choice: NodeChoice) => number[], quorum: QuorumRule) {
    this.#choose = choose;
    this.#quorum = quorum;
  }

  of(configuration: Configuration): EpochParameters {
    if (this.#last?.configuration !== configuration) {
      this.#last = { configuration, parameters: this.#find(configuration) };
    }
    return this.#last.parameters;
  }

  #find({ consensus, dissemination, validators }: Configuration): EpochParameters {
    const name = `${consensus} by ${dissemination} among ${textOfChoice(validators)}`;
    let parameters = this.#known.get(name);
    if (!parameters) {
      const chosen = this.#choose(validators);
      const faults = faultModelOf({ consensus, quorum: this.#quorum }, chosen.length);
      parameters = { consensus, dissemination, validators: chosen, faults };
      this.#known.set(name, parameters);
    }
    return parameters;
  }
}
