import { toSeconds } from '../kernel/time.js';
import { type Configuration, textOfChoice } from '../model/configuration.js';
import type { FactReader } from '../model/fact-readers.js';
import type { ConfigurationAgreed, ConfigurationProposed, ConfigurationRejected } from '../model/facts.js';
import { plainDecimal } from '../model/plain-decimal.js';
import type { Table } from '../model/results.js';
import { Recorder } from './recorder.js';

/** A proposal that may still be agreed, in its own cycle or in a later one. */
interface OpenProposal {
  /** Its row; -1 if it is not measured. */
  row: number;
  height: number;
  cycle: number;
  inForce: Configuration;
  /** The nodes that have voted against it. */
  objectors: Set<number>;
}

/**
 * Records the configuration blocks and their origin: proposer, cycle, rule and observations of each proposal,
 * its changes, and the votes against it.
 */
export class Decisions {
  readonly #warmup: number;
  readonly #blocks = new Recorder('configurationBlocks');
  readonly #proposals = new Recorder('proposals');
  readonly #changes = new Recorder('changes');
  readonly #figures = new Recorder('figures');
  readonly #objections = new Recorder('objections');
  /** By number. */
  readonly #open = new Map<number, OpenProposal>();
  /** The proposal of the current cycle, if any. */
  #votedOn: OpenProposal | undefined;
  /** Number of intervals without a decision since the last agreement. */
  #missed = 0;

  /** @param warmup intervals that end before it are not measured, ns */
  constructor(warmup: number) {
    this.#warmup = warmup;
  }

  readonly reader: FactReader = {
    configurationProposed: (at, fact) => this.#proposed(at, fact),
    configurationRejected: (at, fact) => this.#rejected(at, fact),
    cycleFailed: (_, { cycle }) => {
      if (this.#votedOn && this.#votedOn.cycle <= cycle) this.#votedOn = undefined;
    },
    intervalMissed: () => {
      this.#missed++;
    },
    configurationAgreed: (at, fact) => this.#agreedOn(at, fact),
  };

  #proposed(
    at: number,
    { proposal, height, cycle, due, proposer, configuration, inForce, rule, figures }: ConfigurationProposed,
  ) {
    const row = due >= this.#warmup ? this.#proposals.rows : -1;
    this.#votedOn = { row, height, cycle, inForce, objectors: new Set() };
    this.#open.set(proposal, this.#votedOn);
    if (row < 0) return;
    const place = { configuration: height, cycle };
    this.#proposals.add({
      ...place,
      due: toSeconds(due),
      time: toSeconds(at),
      proposer,
      agreed: 0,
      open: 0,
      rule,
    });
    for (const change of differences(inForce, configuration)) this.#changes.add({ ...place, ...change });
    for (const { name, value, unit } of figures) this.#figures.add({ ...place, name, value, unit });
  }

  /** Records a vote against a proposal, once for each node. */
  #rejected(at: number, { proposal: number, node, reason }: ConfigurationRejected): void {
    const proposal = this.#open.get(number);
    if (!proposal || proposal.objectors.has(node)) return;
    proposal.objectors.add(node);
    if (proposal.row < 0) return;
    const { height, cycle } = proposal;
    this.#objections.add({ configuration: height, cycle, node, time: toSeconds(at), reason });
  }

  #agreedOn(at: number, { proposal: number, height, proposer, hash, configuration, due, cycles }: ConfigurationAgreed) {
    const proposal = this.#open.get(number);
    for (const [other, open] of this.#open) if (open.height <= height) this.#open.delete(other);
    if (proposal && proposal.row >= 0) this.#proposals.numbers('agreed')[proposal.row] = 1;
    const missed = this.#missed;
    this.#missed = 0;
    this.#votedOn = undefined;
    if (due < this.#warmup) return;
    const changes = proposal ? differences(proposal.inForce, configuration).length : 0;
    const { consensus, blockSize, blockInterval, roundTimeout, dissemination, validators } = configuration;
    this.#blocks.add({
      height,
      due: toSeconds(due),
      decided: toSeconds(at),
      proposer,
      cycles,
      missed,
      agreement: toSeconds(at - due),
      consensus,
      blockSize,
      blockInterval,
      roundTimeout,
      dissemination,
      validators: textOfChoice(validators),
      changes,
      hash,
    });
  }

  /** What has been recorded so far. */
  tables(): Record<'configurationBlocks' | 'proposals' | 'changes' | 'figures' | 'objections', Table> {
    // A proposal may be agreed later, and its cycle may fail, so those columns change.
    const proposals = this.#proposals.copy();
    if (this.#votedOn && this.#votedOn.row >= 0) proposals.numbers('open')[this.#votedOn.row] = 1;
    return {
      configurationBlocks: this.#blocks.table(),
      proposals: proposals.table(),
      changes: this.#changes.table(),
      figures: this.#figures.table(),
      objections: this.#objections.table(),
    };
  }
}

/** The properties in which two configurations differ, with both values as text. */
function differences(before: Configuration, after: Configuration) {
  const old = textsOf(before);
  const changed = textsOf(after);
  return Object.keys(changed)
    .filter((property) => old[property] !== changed[property])
    .map((property) => ({ property, before: old[property], after: changed[property] }));
}

/** Numbers in SI, choices of nodes as in the language. */
function textsOf(configuration: Configuration): Record<string, string> {
  const texts = Object.entries(configuration).map(([name, value]) => {
    if (typeof value === 'number') return [name, plainDecimal(value)];
    return [name, typeof value === 'string' ? value : textOfChoice(value)];
  });
  return Object.fromEntries(texts);
}
