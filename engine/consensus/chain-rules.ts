import { toNanoseconds } from '../kernel/time.js';
import type { ChainSettings } from '../model/scenario.js';
import type { Route } from '../network/message.js';
import type { FaultModel } from './fault-model.js';

/** How messages of a chain reach its participants. @param participants nodes, ascending */
export function routeOf(chain: ChainSettings, participants: Int32Array): Route {
  const { dissemination, messageValidation } = chain;
  return { dissemination, participants, validation: toNanoseconds(messageValidation) };
}

/** The rules of a chain that do not depend on the height: sizes in B, `blockValidation` in ns. */
export function rulesOf(topic: number, chain: ChainSettings, faults: FaultModel) {
  const { headerSize, voteSize, votes, blockValidation } = chain;
  return { topic, faults, headerSize, voteSize, votes, blockValidation: toNanoseconds(blockValidation) };
}
