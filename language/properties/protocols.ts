import { PROTOCOLS } from '../../engine/consensus/protocols.js';
import type { OptionType } from './property.js';
import { option, planned } from './types.js';

/** Protocols that scenarios may name although the engine does not run them yet. */
const ANNOUNCED: readonly OptionType[] = [
  option('bigfoot', 'BigFooT. A fast path of two phases while all replicas answer, three phases otherwise.'),
  option('tendermint', 'Tendermint. Rounds of propose, prevote and precommit with rotating proposers.'),
];

/** What `consensus` takes: every protocol of the engine, and those announced. */
export const PROTOCOL_OPTIONS: readonly OptionType[] = [
  ...PROTOCOLS.map((protocol) =>
    option(protocol.name, `${protocol.title}. ${protocol.meaning} Source: ${protocol.source}.`),
  ),
  ...ANNOUNCED.filter((announced) => !PROTOCOLS.some((protocol) => protocol.name === announced.name)).map(planned),
];
