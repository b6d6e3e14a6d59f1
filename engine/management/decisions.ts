import { toSeconds } from '../kernel/time.js';
import { Recorder } from '../measurement/recorder.js';
import { type Configuration, textOfChoice } from '../model/configuration.js';
import { toHex } from '../model/hash.js';
import type { Table } from '../model/results.js';
import type { ConfigurationBlock } from './configuration-block.js';
import { plainDecimal } from './plain-decimal.js';
import type { Decision } from './twins.js';

/** A proposal that may still be agreed, in its own cycle or in a later one. */
interface OpenProposal {
  /** Its row, -1 where it is not measured. */
  row: number;
  cycle: number;
  inForce: Configuration;
  /** Who has voted against it. */
  objectors: Set<number>;
}

/**
 * The configuration blocks, and why they are what they are: who proposed what in which cycle and by which rule, what it
 * read, what would change, and who voted against it. Times in ns.
 */
export class Decisions {
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
  readonly #open = new Map<ConfigurationBlock, OpenProposal>();
  /** The proposal whose cycle goes on, if any. */
  #votedOn: OpenProposal | undefined;
  /** Intervals that were given up since the last agreement. */
  #missed = 0;

  /**
   * @param cycle on this height, from 1
   * @param due end of the interval that the cycle belongs to
   * @param isMeasured false during the warm-up
   */
  proposed(
    block: ConfigurationBlock,
    cycle: number,
    inForce: Configuration,
    decision: Decision,
    due: number,
    now: number,
    isMeasured: boolean,
  ): void {
    const { height, proposer, configuration } = block;
    const row = isMeasured ? this.#proposals.rows : -1;
    this.#votedOn = { row, cycle, inForce, objectors: new Set() };
    this.#open.set(block, this.#votedOn);
    if (!isMeasured) return;
    this.#proposals.add(height, cycle, toSeconds(due), toSeconds(now), proposer, decision.rule);
    for (const { property, before, after } of differences(inForce, configuration)) {
      this.#changes.add(height, cycle);
      this.#changes.write(property, before, after);
    }
    for (const { name, value, unit } of decision.figures) {
      this.#figures.add(height, cycle, value);
      this.#figures.write(name, unit);
    }
  }

  /** Node has voted against a proposal; one that is asked again says so once. */
  objected(block: ConfigurationBlock, node: number, reason: string, now: number): void {
    const proposal = this.#open.get(block);
    if (!proposal || proposal.objectors.has(node)) return;
    proposal.objectors.add(node);
    if (proposal.row < 0) return;
    this.#objections.add(block.height, proposal.cycle, node, toSeconds(now));
    this.#objections.write(reason);
  }

  /** @param cycle on the height of the next block, from 1 */
  cycleFailed(cycle: number): void {
    if (this.#votedOn && this.#votedOn.cycle <= cycle) this.#votedOn = undefined;
  }

  intervalMissed(): void {
    this.#missed++;
  }

  /** @param cycles of the interval that ended at `due` */
  agreed(block: ConfigurationBlock, due: number, cycles: number, now: number, isMeasured: boolean): void {
    const proposal = this.#open.get(block);
    for (const other of this.#open.keys()) if (other.height <= block.height) this.#open.delete(other);
    if (proposal && proposal.row >= 0) this.#agreed.add(proposal.row);
    const missed = this.#missed;
    this.#missed = 0;
    this.#votedOn = undefined;
    if (!isMeasured) return;
    const { configuration, height, proposer } = block;
    const changes = proposal ? differences(proposal.inForce, configuration).length : 0;
    this.#blocks.add(
      height,
      toSeconds(due),
      toSeconds(now),
      toSeconds(now - due),
      proposer,
      cycles,
      missed,
      configuration.blockSize,
      configuration.blockInterval,
      configuration.roundTimeout,
      changes,
    );
    const { consensus, dissemination, validators } = configuration;
    this.#blocks.write(toHex(block.hash), consensus, dissemination, textOfChoice(validators));
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
