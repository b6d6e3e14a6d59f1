import { toNanoseconds } from '../kernel/time.js';
import type { ChainSettings } from '../model/scenario.js';
import type { Route } from '../network/message.js';
import type { FaultModel } from './fault-model.js';

/** How the messages of a chain reach the nodes that take part in it. @param participants ascending */
export function routeOf(chain: ChainSettings, participants: Int32Array): Route {
  const { dissemination, messageValidation } = chain;
  return { dissemination, participants, validation: toNanoseconds(messageValidation) };
}

/** The parameters of a chain that hold at every height. */
export function rulesOf(topic: number, chain: ChainSettings, faults: FaultModel) {
  const { headerSize, voteSize, votes, blockValidation } = chain;
  return { topic, faults, headerSize, voteSize, votes, blockValidation: toNanoseconds(blockValidation) };
}
