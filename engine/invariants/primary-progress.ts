import { protocolNamed } from '../consensus/protocols.js';
import { toNanoseconds, toSeconds } from '../kernel/time.js';
import type { FactReader } from '../model/fact-readers.js';
import type { EpochStarted } from '../model/facts.js';
import type { PrimaryChain } from '../model/scenario.js';
import type { Connections } from './connected.js';
import type { Violated } from './violated.js';

/** A round without any event counts as over after this many times its timeout. */
const QUIET = 10;

/** A timeout that has grown by this factor is long enough for the network of any sensible scenario. */
const AMPLE = 64;

/**
 * Blocks become final once a quorum of validators has been up, honest and connected for long enough: until each validator
 * could have proposed twice or, if timeouts grow and no message is lost, until timeouts are ample and an honest validator
 * has proposed since. If rounds have timed out without any fault from the start, the timeout is too short for the network,
 * and the protocol is not to blame. Nothing is checked while faults drop, delay or slow down messages.
 *
 * @param isLossy whether the topology loses messages
 */
export function watchPrimaryProgress(
  chain: PrimaryChain,
  isLossy: boolean,
  connections: Connections,
  violated: Violated,
): FactReader {
  let epoch: EpochStarted | undefined;
  let version = -1;
  let most = 0;
  /** Since when there is a connected quorum, ns; NaN if there is none. */
  let since = Number.NaN;
  let final = { at: 0, height: 0 };
  let rounds = 0;
  let view = 0;
  /** Time of the last event, ns. */
  let moved = 0;
  let isReported = false;
  let timeout = chain.roundTimeout;
  let pause = chain.blockInterval;

  function look(at: number): void {
    if (!epoch || version === connections.version) return;
    version = connections.version;
    most = connections.most('primary', epoch.validators, epoch.dissemination);
    if (connections.isDisturbed || most < epoch.quorum) {
      since = Number.NaN;
      return;
    }
    since = at;
    rounds = 0;
  }

  function allowedRounds({ consensus, validators, quorum }: EpochStarted): number {
    const { term = 1 } = protocolNamed(consensus);
    const twice = 2 * term * validators.length;
    if (chain.timeoutGrowth <= 1 || isLossy) return twice;
    const grown = Math.ceil(Math.log(AMPLE) / Math.log(chain.timeoutGrowth));
    // A rejected proposal ends its round at once, so no timeout grows meanwhile.
    const refused = term * (validators.length - Math.min(most, quorum));
    return Math.min(twice, refused + grown);
  }

  return {
    epochStarted: (_, fact) => {
      epoch = fact;
      version = -1;
    },
    configurationAgreed: (_, { configuration }) => {
      timeout = Math.max(configuration.roundTimeout, chain.roundTimeout);
      pause = Math.max(configuration.blockInterval, chain.blockInterval);
    },
    blockFinalized: (at, { height }) => {
      final = { at, height };
      rounds = 0;
      view = 0;
      moved = at;
      isReported = false;
    },
    viewAbandoned: (at, fact) => {
      view = Math.max(view, fact.view + 1);
      moved = at;
    },
    roundFailed: (at) => {
      rounds++;
      moved = at;
    },
    secondPassed: (at) => {
      look(at);
      if (!epoch || isReported || Number.isNaN(since)) return;
      const quiet = toNanoseconds(QUIET * (timeout * chain.timeoutGrowth ** Math.min(view, 20) + pause));
      const isStuck = at - Math.max(since, moved) > quiet;
      const couldDecide = final.height > 0;
      if (!isStuck && !(couldDecide && rounds > allowedRounds(epoch))) return;
      isReported = true;
      const enough = `${most} of ${epoch.validators.length} validators were up, honest and connected, and ${epoch.quorum} decide`;
      violated(at, {
        chain: 'primary',
        message: `no block became final for ${Math.round(toSeconds(at - Math.max(since, final.at)))} s although ${enough}`,
        nodes: [],
        heights: [final.height + 1],
        because: [
          { at: final.at, text: final.height > 0 ? `block ${final.height} became final` : 'the run began' },
          { at: since, text: enough },
          { at, text: rounds > 0 ? `${rounds} rounds had failed since` : 'no round ended since' },
        ].sort((a, b) => a.at - b.at),
      });
    },
  };
}
