import { PROTOCOLS } from '../../engine/consensus/protocols.js';
import type { OptionType } from './property.js';
import { option } from './types.js';

/** The values of `consensus`: every protocol of the engine. */
export const PROTOCOL_OPTIONS: readonly OptionType[] = PROTOCOLS.map((protocol) =>
  option(protocol.name, `${protocol.title}. ${protocol.meaning} Source: ${protocol.source}.`),
);
