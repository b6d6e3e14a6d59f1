import { toSeconds } from '../kernel/time.js';
import { type Configuration, textOfChoice } from '../model/configuration.js';
import type { ConfigurationAgreed, ConfigurationProposed, ConfigurationRejected, Fact } from '../model/facts.js';
import { plainDecimal } from '../model/plain-decimal.js';
import type { Table } from '../model/results.js';
import { Recorder } from './recorder.js';

/** A proposal that may still be agreed, in its own cycle or in a later one. */
interface OpenProposal {
  /** Its row, -1 where it is not measured. */
  row: number;
  height: number;
  cycle: number;
  inForce: Configuration;
  /** Who has voted against it. */
  objectors: Set<number>;
}

/**
 * The configuration blocks, and why they are what they are: who proposed what in which cycle and by which rule, what it
 * read, what would change, and who voted against it.
 */
export class Decisions {
  readonly #warmup: number;
  readonly #blocks = new Recorder(
    {
      height: '',
      due: 's',
      decided: 's',
      agreement: 's',
      proposer: '',
      cycles: '',
      missed: '',
      blockSize: 'B',
      blockInterval: 's',
      roundTimeout: 's',
      changes: '',
    },
    ['hash', 'consensus', 'dissemination', 'validators'],
  );
  readonly #proposals = new Recorder({ configuration: '', cycle: '', due: 's', time: 's', proposer: '', rule: '' });
  /** Rows of the proposals that were agreed. */
  readonly #agreed = new Set<number>();
  readonly #changes = new Recorder({ configuration: '', cycle: '' }, ['property', 'before', 'after']);
  readonly #figures = new Recorder({ configuration: '', cycle: '', value: '' }, ['name', 'unit']);
  readonly #objections = new Recorder({ configuration: '', cycle: '', node: '', time: 's' }, ['reason']);
  /** By number. */
  readonly #open = new Map<number, OpenProposal>();
  /** The proposal whose cycle goes on, if any. */
  #votedOn: OpenProposal | undefined;
  /** Intervals that were given up since the last agreement. */
  #missed = 0;

  /** @param warmup intervals that end before it are not measured, ns */
  constructor(warmup: number) {
    this.#warmup = warmup;
  }

  record(at: number, fact: Fact): void {
    switch (fact.kind) {
      case 'configurationProposed':
        this.#proposed(at, fact);
        break;
      case 'configurationRejected':
        this.#rejected(at, fact);
        break;
      case 'cycleFailed':
        if (this.#votedOn && this.#votedOn.cycle <= fact.cycle) this.#votedOn = undefined;
        break;
      case 'intervalMissed':
        this.#missed++;
        break;
      case 'configurationAgreed':
        this.#agreedOn(at, fact);
    }
  }

  #proposed(
    at: number,
    { proposal, height, cycle, due, proposer, configuration, inForce, rule, figures }: ConfigurationProposed,
  ) {
    const row = due >= this.#warmup ? this.#proposals.rows : -1;
    this.#votedOn = { row, height, cycle, inForce, objectors: new Set() };
    this.#open.set(proposal, this.#votedOn);
    if (row < 0) return;
    this.#proposals.add(height, cycle, toSeconds(due), toSeconds(at), proposer, rule);
    for (const { property, before, after } of differences(inForce, configuration)) {
      this.#changes.add(height, cycle);
      this.#changes.write(property, before, after);
    }
    for (const { name, value, unit } of figures) {
      this.#figures.add(height, cycle, value);
      this.#figures.write(name, unit);
    }
  }

  /** A node that is asked again says so once. */
  #rejected(at: number, { proposal: number, node, reason }: ConfigurationRejected): void {
    const proposal = this.#open.get(number);
    if (!proposal || proposal.objectors.has(node)) return;
    proposal.objectors.add(node);
    if (proposal.row < 0) return;
    this.#objections.add(proposal.height, proposal.cycle, node, toSeconds(at));
    this.#objections.write(reason);
  }

  #agreedOn(at: number, { proposal: number, height, proposer, hash, configuration, due, cycles }: ConfigurationAgreed) {
    const proposal = this.#open.get(number);
    for (const [other, open] of this.#open) if (open.height <= height) this.#open.delete(other);
    if (proposal && proposal.row >= 0) this.#agreed.add(proposal.row);
    const missed = this.#missed;
    this.#missed = 0;
    this.#votedOn = undefined;
    if (due < this.#warmup) return;
    const changes = proposal ? differences(proposal.inForce, configuration).length : 0;
    this.#blocks.add(
      height,
      toSeconds(due),
      toSeconds(at),
      toSeconds(at - due),
      proposer,
      cycles,
      missed,
      configuration.blockSize,
      configuration.blockInterval,
      configuration.roundTimeout,
      changes,
    );
    const { consensus, dissemination, validators } = configuration;
    this.#blocks.write(hash, consensus, dissemination, textOfChoice(validators));
  }

  /** What has been recorded so far. */
  tables(): Record<'configurationBlocks' | 'proposals' | 'changes' | 'figures' | 'objections', Table> {
    const flags = (isSet: (row: number) => boolean) =>
      Float64Array.from({ length: this.#proposals.rows }, (_, row) => (isSet(row) ? 1 : 0));
    const proposals = this.#proposals.table();
    proposals.columns.agreed = { type: 'number', unit: '', values: flags((row) => this.#agreed.has(row)) };
    proposals.columns.open = { type: 'number', unit: '', values: flags((row) => row === this.#votedOn?.row) };
    return {
      configurationBlocks: this.#blocks.table(),
      proposals,
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
