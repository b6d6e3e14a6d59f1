import type { ConfigurationChain } from '../management/configuration-chain.js';
import type { FactSink } from '../model/facts.js';
import type { Network } from '../network/message.js';
import type { Primary } from './primary.js';
import { brokenLink } from './transaction-blocks.js';

/** Verifies both chains block by block, as anyone who has them could (Section 2.3). */
export class ChainVerifier {
  readonly #network: Pick<Network, 'now'>;
  readonly #primary: Pick<Primary, 'height' | 'block'>;
  readonly #configurations: Pick<ConfigurationChain, 'height' | 'block'>;
  readonly #record: FactSink;
  #verified = 0;

  constructor(
    network: Pick<Network, 'now'>,
    primary: Pick<Primary, 'height' | 'block'>,
    configurations: Pick<ConfigurationChain, 'height' | 'block'>,
    record: FactSink,
  ) {
    this.#network = network;
    this.#primary = primary;
    this.#configurations = configurations;
    this.#record = record;
  }

  /** Continues up to the last decided block. @returns the height up to which the chains have been verified */
  verify(): number {
    while (this.#verified < this.#primary.height) {
      const parent = this.#verified > 0 ? this.#primary.block(this.#verified) : undefined;
      const block = this.#primary.block(++this.#verified);
      const isKnown = block.configurationHeight <= this.#configurations.height;
      const configuration = isKnown ? this.#configurations.block(block.configurationHeight) : undefined;
      const reason = brokenLink(block, parent, configuration?.hash);
      if (reason === undefined) continue;
      const { height } = block;
      this.#record(this.#network.now, { kind: 'verificationFailed', chain: 'primary', height, reason });
    }
    return this.#verified;
  }
}
