import { toNanoseconds } from '../kernel/time.js';
import type { FactSink } from '../model/facts.js';
import type { FaultFact } from '../model/fault-facts.js';
import type { FaultAtom } from '../model/faults.js';
import { FAULT_BEGINS, FAULT_ENDS } from '../network/clock-timers.js';
import { type Network, type NetworkEvent, Topic } from '../network/message.js';
import type { Liveness } from './liveness.js';

/** The parts of a run that faults act on. */
export interface TimelineParts {
  network: Network;
  liveness: Liveness;
  record: FactSink;
  /** Node is up again. */
  restarted(node: number, losesVotes: boolean): void;
}

/** Begins and ends the faults of a run, and reports them as facts. */
export class Timeline {
  readonly #atoms: readonly FaultAtom[];
  readonly #parts: TimelineParts;
  readonly #end: number;
  /** Nodes that are down and will have forgotten their votes. */
  readonly #losesVotes = new Set<number>();

  /** @param end of the run, ns */
  constructor(atoms: readonly FaultAtom[], end: number, parts: TimelineParts) {
    this.#atoms = atoms;
    this.#parts = parts;
    this.#end = end;
    for (const [fault, { from, to }] of atoms.entries()) {
      this.#wake(toNanoseconds(from), FAULT_BEGINS, fault);
      this.#wake(toNanoseconds(to), FAULT_ENDS, fault);
    }
  }

  wake({ kind, subject }: NetworkEvent): void {
    const atom = this.#atoms[subject];
    if (kind === FAULT_BEGINS) this.#begin(atom, subject);
    else this.#finish(atom, subject);
  }

  #begin(atom: FaultAtom, fault: number): void {
    switch (atom.kind) {
      case 'crash':
        for (const node of atom.nodes) this.#crash(node, atom, fault);
        return;
      case 'partition':
        this.#tell({ kind: 'partitionBegan', fault, sides: atom.sides, oneWay: atom.oneWay });
        return;
      case 'byzantine':
        for (const node of atom.nodes) this.#tell({ kind: 'byzantineBegan', fault, chain: atom.chain, node });
        return;
      default:
        this.#tell({ kind: 'disturbanceBegan', fault, disturbance: atom.kind });
    }
  }

  #finish(atom: FaultAtom, fault: number): void {
    switch (atom.kind) {
      case 'crash':
        for (const node of atom.nodes) this.#restart(node, fault);
        return;
      case 'partition':
        this.#tell({ kind: 'partitionHealed', fault });
        return;
      case 'byzantine':
        for (const node of atom.nodes) this.#tell({ kind: 'byzantineEnded', fault, chain: atom.chain, node });
        return;
      default:
        this.#tell({ kind: 'disturbanceEnded', fault });
    }
  }

  #crash(node: number, { to, losesVotes }: Extract<FaultAtom, { kind: 'crash' }>, fault: number): void {
    const isForGood = toNanoseconds(to) >= this.#end;
    const wasUp = this.#parts.liveness.crash(node, isForGood);
    if (losesVotes) this.#losesVotes.add(node);
    if (wasUp || isForGood) this.#tell({ kind: 'nodeCrashed', fault, node, losesVotes, isForGood });
  }

  #restart(node: number, fault: number): void {
    if (!this.#parts.liveness.restart(node)) return;
    this.#tell({ kind: 'nodeRestarted', fault, node });
    this.#parts.restarted(node, this.#losesVotes.delete(node));
  }

  /** Events at the end of the run or later are skipped. */
  #wake(at: number, kind: number, fault: number): void {
    if (at < this.#end) this.#parts.network.wake(at, Topic.clock, -1, kind, fault);
  }

  #tell(fact: FaultFact): void {
    this.#parts.record(this.#parts.network.now, fact);
  }
}
