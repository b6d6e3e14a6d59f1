import * as l10n from '@vscode/l10n';
import { type ShortTimeout, shortTimeouts } from '../../engine/limits/short-timeouts.js';
import type { Recording, Results } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { counted } from '../protocol/quantities.js';
import { numbersOf } from './columns.js';

/** A chain that made no progress up to the end of a run, with the reason if it is known. */
export interface Standstill {
  chain: 'primary' | 'management';
  message: string;
}

/** A chain has stalled if it is quiet for this many times its longest wait before, or its timeout. */
const QUIET = 3;
/** Share of lost messages from which loss is given as a reason. */
const MANY_LOST = 0.02;

type Figures = Pick<Results, 'simulatedSeconds' | 'counters' | 'transmissions'>;

/** The chains that had stalled by the end of a run. */
export function standstills(recording: Recording, scenario: Scenario): Standstill[] {
  const impatient = shortTimeouts(scenario);
  const why = (chain: Standstill['chain']) =>
    reasons(
      recording,
      impatient.find((found) => found.chain === chain),
    );
  const found: Standstill[] = [];
  const primary = sinceLastBlock(recording, scenario);
  if (primary !== undefined)
    found.push({
      chain: 'primary',
      message: [
        l10n.t('The primary stalled: no block {0}.', primary),
        ...rounds(recording, scenario),
        ...why('primary'),
      ].join(' '),
    });
  const management = sinceLastAgreement(recording, scenario);
  if (management !== undefined)
    found.push({
      chain: 'management',
      message: [
        l10n.t('The management chain stalled: no configuration block {0}.', management),
        cycles(recording),
        ...why('management'),
      ].join(' '),
    });
  return found;
}

/** Since when there is no block, in words; undefined if the primary makes progress. */
function sinceLastBlock(recording: Recording, { primary }: Scenario): string | undefined {
  let last = 0;
  let longest = 0;
  for (const table of recording.long.blocks.pieces) {
    const pieces = { tables: { blocks: table } };
    for (const time of numbersOf(pieces, 'blocks', 'time')) last = time;
    for (const time of numbersOf(pieces, 'blocks', 'blockTime')) if (time > longest) longest = time;
  }
  const pauses = numbersOf(recording, 'configurationBlocks', 'blockInterval');
  const timeouts = numbersOf(recording, 'configurationBlocks', 'roundTimeout');
  const pause = pauses.reduce((most, value) => Math.max(most, value), primary.blockInterval);
  const timeout = timeouts.reduce((most, value) => Math.max(most, value), primary.roundTimeout);
  return quietSince(recording, last, Math.max(longest, pause + timeout));
}

/**
 * Since when there is no configuration block after failed cycles, in words. Without failed cycles, a chain with a long
 * interval is only waiting.
 */
function sinceLastAgreement(recording: Recording, { management }: Scenario): string | undefined {
  if (recording.counters['management.cyclesFailed'] === 0) return undefined;
  const decided = numbersOf(recording, 'configurationBlocks', 'decided');
  const waits = numbersOf(recording, 'configurationBlocks', 'due').map((due, index) => due - (decided[index - 1] ?? 0));
  const longest = waits.reduce((most, value) => Math.max(most, value), 0);
  return quietSince(recording, decided.at(-1) ?? 0, Math.max(longest, management.cycleTimeout));
}

function quietSince({ simulatedSeconds }: Figures, last: number, usual: number): string | undefined {
  if (simulatedSeconds - last <= QUIET * usual) return undefined;
  return last === 0
    ? l10n.t('in {0}', seconds(simulatedSeconds))
    : l10n.t('after {0}, until the end at {1}', seconds(last), seconds(simulatedSeconds));
}

function rounds({ counters }: Figures, { primary: { timeoutGrowth } }: Scenario): string[] {
  const failed = counters['primary.roundsFailed'];
  if (failed === 0) return [];
  const text = counted(failed, 'round');
  if (timeoutGrowth === 2) return [l10n.t('{0} failed, and each doubles the next timeout.', text)];
  return [
    timeoutGrowth > 1
      ? l10n.t('{0} failed, and each makes the next timeout {1} times as long.', text, timeoutGrowth)
      : l10n.t('{0} failed.', text),
  ];
}

function cycles({ counters }: Figures): string {
  return l10n.t('{0} failed.', counted(counters['management.cyclesFailed'], 'cycle'));
}

function reasons({ transmissions }: Figures, impatient: ShortTimeout | undefined): string[] {
  const lost = transmissions.lost / Math.max(1, transmissions.sent);
  return [
    ...(impatient ? [tooSlow(impatient)] : []),
    ...(lost >= MANY_LOST
      ? [l10n.t('{0} % of the messages were lost, and a round needs those of a quorum.', (100 * lost).toPrecision(2))]
      : []),
  ];
}

function tooSlow({ chain, copies, size, sending, decided, timeout, proposeTimeout }: ShortTimeout): string {
  const slow =
    copies > 1
      ? l10n.t('{0} copies of {1} need {2} on this uplink', copies, bytes(size), seconds(sending))
      : l10n.t('A decision on {0} takes at least {1}', bytes(size), seconds(decided));
  const limit = seconds(proposeTimeout);
  if (proposeTimeout < timeout) return l10n.t('{0}, and Tendermint waits for a proposal for {1}.', slow, limit);
  return chain === 'primary'
    ? l10n.t('{0}, and the round timeout is {1}.', slow, limit)
    : l10n.t('{0}, and the cycle timeout is {1}.', slow, limit);
}

const seconds = (value: number) => `${Number(value.toPrecision(3)).toLocaleString('en-US')} s`;

function bytes(value: number): string {
  const [scale, unit] = value >= 1e6 ? [1e6, 'MB'] : value >= 1e3 ? [1e3, 'kB'] : [1, 'B'];
  return `${Number((value / scale).toPrecision(3))} ${unit}`;
}
