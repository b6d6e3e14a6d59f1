import type { Application, Verdict } from '../../consensus/protocol.js';
import type { Candidate } from '../../model/facts.js';
import type { BrokenRule, FaultFact } from '../../model/fault-facts.js';
import type { Chain } from '../../model/faults.js';
import type { Behaviours, Lie } from './behaviours.js';
import { BREAKABLE_RULES } from './propose-invalid.js';

/** Number of proposals for which the proposer is remembered. */
const KEPT = 4096;

/** The claims of a proposal, which honest nodes check before its content. */
export interface Claims {
  height: number;
  proposer: number;
  /** Whether the configuration that it names has a valid proof. */
  isProven: boolean;
}

/** How blocks of a chain are falsified. */
export interface Distortions<Block> {
  invalid(block: Block, rule: BrokenRule): Block;
  /** @param candidates that a twin has simulated, where it has */
  harmful(block: Block, candidates: readonly Candidate[]): Block;
  /** Another block in the same place. */
  second(block: Block): Block;
  claims(content: number): Claims;
}

/** The proposer of a content, its height and view, and the rule that it breaks. */
interface Note {
  node: number;
  /** ns */
  at: number;
  height: number;
  view: number;
  parent: number | undefined;
  rule: BrokenRule | undefined;
}

/**
 * How the nodes of a chain behave as proposers and voters: Byzantine nodes propose bad blocks and vote against good
 * ones; honest nodes check the claims of a proposal before its content.
 */
export class Conduct<Block> {
  readonly #chain: Chain;
  readonly #behaviours: Behaviours;
  readonly #distortions: Distortions<Block>;
  readonly #now: () => number;
  readonly #tell: (fact: FaultFact) => void;
  readonly #notes = new Map<number, Note>();
  /** The latest proposal of a node. */
  readonly #latest = new Map<number, Note>();
  /** Invalid proposals that a node has made. */
  readonly #invalid = new Map<number, number>();
  #application: Application | undefined;
  /** The rule that the block being proposed breaks. */
  #rule: BrokenRule | undefined;
  #isSecond = false;

  constructor(
    chain: Chain,
    behaviours: Behaviours,
    distortions: Distortions<Block>,
    now: () => number,
    tell: (fact: FaultFact) => void,
  ) {
    this.#chain = chain;
    this.#behaviours = behaviours;
    this.#distortions = distortions;
    this.#now = now;
    this.#tell = tell;
  }

  /** The block that node proposes instead of a given one. @param candidates simulated by its twin, if any */
  readonly distort = (
    node: number,
    view: number,
    block: Block & { height: number },
    candidates: readonly Candidate[] = [],
  ): Block => {
    this.#rule = undefined;
    if (this.#isSecond) return this.#distortions.second(block);
    const lie = this.#lie(node);
    switch (lie?.behaviour.propose?.kind) {
      case 'invalid': {
        const made = this.#invalid.get(node) ?? 0;
        this.#invalid.set(node, made + 1);
        const rule = BREAKABLE_RULES[made % BREAKABLE_RULES.length];
        this.#rule = rule;
        this.#misbehaved(lie, node, block.height, view, 'invalid', rule);
        return this.#distortions.invalid(block, rule);
      }
      case 'harmful':
        this.#misbehaved(lie, node, block.height, view, 'harmful');
        return this.#distortions.harmful(block, candidates);
      default:
        return block;
    }
  };

  /** The application of the chain, as its protocol sees it. */
  readonly of = (application: Application): Application => {
    this.#application = application;
    return {
      proposer: (height, view) => application.proposer(height, view),
      propose: (node, height, view, parent) => this.#propose(application, node, height, view, parent),
      validate: (node, content, parent) => this.#validate(application, node, content, parent),
      received: (node, content) => application.received?.(node, content),
      size: (content) => application.size(content),
      decided: (...decision) => application.decided(...decision),
      abandoned: (...view) => application.abandoned(...view),
      failed: (...attempt) => application.failed(...attempt),
    };
  };

  /** A second content like the one that node proposes now; undefined if it repeats what others have proposed. */
  second(node: number, height: number): number | undefined {
    const latest = this.#latest.get(node);
    if (!this.#application || latest?.height !== height || latest.at !== this.#now()) return undefined;
    this.#isSecond = true;
    const content = this.#propose(this.#application, node, height, latest.view, latest.parent);
    this.#isSecond = false;
    return content;
  }

  #propose(application: Application, node: number, height: number, view: number, parent?: number): number {
    const content = application.propose(node, height, view, parent);
    const note = { node, at: this.#now(), height, view, parent, rule: this.#rule };
    this.#notes.set(content, note);
    this.#notes.delete(content - KEPT);
    this.#latest.set(node, note);
    return content;
  }

  #validate(application: Application, node: number, content: number, parent?: number): Verdict {
    const note = this.#notes.get(content);
    const broken = note && this.#broken(content, note);
    const verdict = broken ? 'reject' : application.validate(node, content, parent);
    const lie = this.#lie(node);
    if (verdict === 'reject' && note?.rule && !lie) {
      const { node: sender, rule: reason, height, view } = note;
      this.#tell({ kind: 'messageRefused', chain: this.#chain, node, sender, reason, height, view });
    }
    if (verdict !== 'accept' || !note || lie?.behaviour.vote?.kind !== 'against') return verdict;
    this.#misbehaved(lie, node, note.height, note.view, 'opposed');
    return 'reject';
  }

  /** The rule that the claims of a proposal break. */
  #broken(content: number, { node, height }: Note): BrokenRule | undefined {
    const claims = this.#distortions.claims(content);
    if (claims.height !== height) return 'height';
    if (claims.proposer !== node) return 'proposer';
    return claims.isProven ? undefined : 'proof';
  }

  #lie(node: number): Lie | undefined {
    return this.#behaviours.of(this.#chain, node, this.#now());
  }

  #misbehaved(
    { fault }: Lie,
    node: number,
    height: number,
    view: number,
    misdeed: 'invalid' | 'harmful' | 'opposed',
    rule?: BrokenRule,
  ): void {
    const broken = rule ? { rule } : {};
    this.#tell({ kind: 'misbehaved', fault, chain: this.#chain, node, misdeed, height, view, ...broken });
  }
}
