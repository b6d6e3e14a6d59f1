import { PROTOCOLS } from '../consensus/protocols.js';
import type { Configuration } from '../model/configuration.js';
import type { Policy } from '../model/policy.js';

/** The configuration that a twin with this policy proposes. */
export function proposeConfiguration(policy: Policy, inForce: Configuration): Configuration {
  switch (policy.decision.kind) {
    case 'current':
      return inForce;
    case 'rules':
      throw new RangeError('rules are not evaluated');
  }
}

/** What every honest twin rejects, whatever its policy: a configuration under which the primary could not run. */
export function isValidConfiguration(configuration: Configuration): boolean {
  return (
    PROTOCOLS.some((protocol) => protocol.name === configuration.consensus) &&
    configuration.blockSize > 0 &&
    configuration.blockInterval >= 0 &&
    configuration.roundTimeout > 0 &&
    Object.values(configuration).every((value) => typeof value !== 'number' || Number.isFinite(value))
  );
}
