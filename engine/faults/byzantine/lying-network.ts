import { type Protocol, protocolNamed, type Role, roleOf } from '../../consensus/protocols.js';
import { toNanoseconds, toSeconds } from '../../kernel/time.js';
import type { FactReader } from '../../model/fact-readers.js';
import type { FaultFact, Misdeed, RefusalReason } from '../../model/fault-facts.js';
import type { Chain, Lateness } from '../../model/faults.js';
import { RELEASE } from '../../network/clock-timers.js';
import { type Network, type NetworkEvent, type Route, Topic } from '../../network/message.js';
import { NetworkLayer, QuorumLayer } from '../../network/network-layer.js';
import type { QuorumNetwork } from '../../network/quorums/quorums.js';
import type { Behaviours } from './behaviours.js';
import { deceitOf } from './deceits.js';
import { type Equivocation, Equivocations, halvesOf } from './equivocations.js';
import { type Means, type Outgoing, viewOf, withSubject } from './outgoing.js';
import { certifySecond } from './propose-equivocate.js';

/** What a Byzantine node needs to know about its chain. */
export interface AttackedChain {
  /** A second content like the one that node proposes now; undefined if that was not its own choice. */
  second(node: number, height: number): number | undefined;
  /** As in `Consensus`. */
  about(topic: number, subject: number, content: number): number;
  /** The timeout of node's view, ns. */
  timeout(node: number): number;
  voteSize: number;
}

/** No quorum is opened, so every vote is delivered. */
const EVERY_VOTE = -1;

/** The nodes of a topic, and their behaviour. */
interface Talk {
  chain: Chain;
  protocol: Pick<Protocol, 'messages' | 'roles'>;
  voters: ReadonlySet<number>;
  quorum: number;
}

/** The protocol and the members of the management chain. */
export interface ManagementMembers {
  consensus: string;
  members: readonly number[];
  quorum: number;
}

/**
 * A network on which Byzantine nodes send other messages than their protocols. Honest nodes behave as on any other
 * network. Of two messages of which an honest sender would send only one, they accept the first and keep both as
 * evidence.
 */
export class LyingNetwork extends NetworkLayer {
  readonly #nodes: number;
  readonly #behaviours: Behaviours;
  /** Whether nodes of a chain distort votes at any time. */
  readonly #distortsVotes: Record<Chain, boolean>;
  readonly #chains: Record<Chain, AttackedChain>;
  readonly #tell: (fact: FaultFact) => void;
  readonly #routes: Route[];
  readonly #talks = new Map<number, Talk>();
  readonly #equivocations = new Equivocations();
  readonly #held = new Map<number, Outgoing>();
  #releases = 0;
  readonly #means: Means;

  constructor(
    inner: Network,
    nodes: number,
    routes: readonly Route[],
    behaviours: Behaviours,
    chains: Record<Chain, AttackedChain>,
    management: ManagementMembers,
    tell: (fact: FaultFact) => void,
  ) {
    const { quorums } = inner;
    const open: QuorumNetwork['open'] = (poll) =>
      quorums && !this.#mustDeliver(poll.topic, poll.subject) ? quorums.open(poll) : EVERY_VOTE;
    super(inner, quorums && new QuorumLayer(quorums, { open }));
    this.#nodes = nodes;
    this.#routes = routes.slice();
    this.#behaviours = behaviours;
    this.#chains = chains;
    this.#tell = tell;
    this.#distortsVotes = {
      primary: behaviours.distortsVotes('primary'),
      management: behaviours.distortsVotes('management'),
    };
    this.#talks.set(Topic.management, {
      chain: 'management',
      protocol: protocolNamed(management.consensus),
      voters: new Set(management.members),
      quorum: management.quorum,
    });
    this.#means = {
      send: (message, only) => this.#send(message, only),
      hold: (message, after) => this.#hold(message, after),
      lateness: (message, by) => this.#lateness(message, by),
      divide: (message) => this.#divide(message),
      divided: ({ topic, a, b }) => this.#equivocations.in(topic, a, viewOf(b)),
      role: (topic, kind) => this.#role(topic, kind),
      tell: (message, misdeed, by) => this.#misbehaved(message, misdeed, by),
    };
  }

  readonly reader: FactReader = {
    epochStarted: (_, { topic, consensus, validators, quorum }) => {
      this.#talks.set(topic, {
        chain: 'primary',
        protocol: protocolNamed(consensus),
        voters: new Set(validators),
        quorum,
      });
    },
  };

  override broadcast: Network['broadcast'] = (topic, kind, sender, subject, size, a, b, only) => {
    const lie = this.#lie(topic, sender);
    const deceit = lie && deceitOf(lie.behaviour, this.#role(topic, kind));
    if (deceit) deceit({ topic, kind, sender, receiver: -1, subject, size, a, b }, this.#means);
    else this.inner.broadcast(topic, kind, sender, subject, size, a, b, only);
  };

  override send: Network['send'] = (topic, kind, sender, receiver, subject, size, a, b) => {
    const lie = this.#lie(topic, sender);
    const deceit = lie && deceitOf(lie.behaviour, this.#role(topic, kind));
    if (deceit) deceit({ topic, kind, sender, receiver, subject, size, a, b }, this.#means);
    else this.inner.send(topic, kind, sender, receiver, subject, size, a, b);
  };

  override open: Network['open'] = (route, streamTopic) => {
    this.#routes.push(route);
    return this.inner.open(route, streamTopic);
  };

  next(until: number): boolean {
    const { event } = this;
    while (this.inner.next(until)) {
      if (event.type === 'delivery') {
        if (this.#isBelieved(event)) return true;
      } else if (event.topic === Topic.clock && event.kind === RELEASE) {
        this.#release(event.subject);
      } else {
        return true;
      }
    }
    return false;
  }

  /** Whether every vote on a subject must be delivered, because it matters which node receives which vote. */
  #mustDeliver(topic: number, subject: number): boolean {
    const talk = this.#talks.get(topic);
    return !talk || this.#distortsVotes[talk.chain] || this.#equivocations.about(topic, subject) !== undefined;
  }

  #lie(topic: number, node: number) {
    const talk = this.#talks.get(topic);
    return talk && this.#behaviours.of(talk.chain, node, this.now);
  }

  #role(topic: number, kind: number): Role | undefined {
    const talk = this.#talks.get(topic);
    return talk && roleOf(talk.protocol, kind);
  }

  #send({ topic, kind, sender, receiver, subject, size, a, b }: Outgoing, only?: Uint8Array): void {
    if (receiver < 0) this.inner.broadcast(topic, kind, sender, subject, size, a, b, only);
    else this.inner.send(topic, kind, sender, receiver, subject, size, a, b);
  }

  #hold(message: Outgoing, after: number): void {
    this.#held.set(this.#releases, message);
    this.inner.wake(this.now + after, Topic.clock, -1, RELEASE, this.#releases++);
  }

  #release(number: number): void {
    const message = this.#held.get(number);
    this.#held.delete(number);
    if (message) this.#send(message);
  }

  #lateness({ topic, sender }: Outgoing, by: Lateness): number {
    if ('seconds' in by) return toNanoseconds(by.seconds);
    const talk = this.#talks.get(topic);
    return talk ? Math.round(this.#chains[talk.chain].timeout(sender) * by.ofTimeout) : 0;
  }

  #divide({ topic, sender, subject, a: height, b: view }: Outgoing): Equivocation | undefined {
    const talk = this.#talks.get(topic);
    if (!talk) return undefined;
    const { chain, voters } = talk;
    const content = this.#chains[chain].second(sender, height);
    if (content === undefined) return undefined;
    const halves = halvesOf(
      this.#routes[topic].participants,
      this.#nodes,
      (node) => voters.has(node),
      (node) => this.#behaviours.of(chain, node, this.now) === undefined,
    );
    const subjects = [subject, this.#chains[chain].about(topic, subject, content)] as const;
    const equivocation = {
      topic,
      chain,
      culprit: sender,
      height,
      view,
      subjects,
      halves,
      heard: new Map(),
      evidence: new Set<string>(),
      votes: new Map(),
    };
    this.#equivocations.add(equivocation);
    return equivocation;
  }

  /** Whether a message is handed to its receiver. */
  #isBelieved(event: NetworkEvent): boolean {
    const { topic, kind, node, sender, subject } = event;
    const equivocation = this.#equivocations.about(topic, subject);
    if (!equivocation) return true;
    const role = this.#role(topic, kind);
    if (role === undefined) return true;
    if (this.#lie(topic, node)) {
      if (node === equivocation.culprit && role === 'vote') this.#countVote(equivocation, event);
      return true;
    }
    const isFirst = this.#isFirst(
      equivocation,
      node,
      role === 'proposal' ? equivocation.culprit : sender,
      role,
      subject,
    );
    // A vote names the proposal that it is for, with the signature of its proposer.
    if (role === 'vote') this.#compare(equivocation, node, subject);
    if (!isFirst && role !== 'certificate')
      this.#refuse(equivocation, node, sender, role === 'vote' ? 'conflictingVote' : 'conflictingProposal');
    return isFirst || role === 'certificate';
  }

  /** Node hears one of two messages of which an honest node signs only one. @returns false if it has heard the other before */
  #isFirst(equivocation: Equivocation, node: number, signer: number, role: Role, subject: number): boolean {
    const { heard, subjects, chain } = equivocation;
    if (this.#behaviours.of(chain, signer, this.now) === undefined) return true;
    const name = `${node}/${signer}/${role}`;
    const bit = subject === subjects[0] ? 1 : 2;
    const before = heard.get(name) ?? 0;
    heard.set(name, before === 0 ? bit : before);
    if (before === 0 || before === bit) return true;
    if (role !== 'certificate') this.#keepEvidence(equivocation, node, signer, role === 'vote' ? 'votes' : 'proposals');
    return false;
  }

  /** Node has received one proposal, and learns from a vote that there is another one. */
  #compare(equivocation: Equivocation, node: number, subject: number): void {
    const { heard, subjects, culprit } = equivocation;
    const own = heard.get(`${node}/${culprit}/proposal`);
    if (own !== undefined && own !== (subject === subjects[0] ? 1 : 2))
      this.#keepEvidence(equivocation, node, culprit, 'proposals');
  }

  #keepEvidence(
    { evidence, chain, height, view }: Equivocation,
    node: number,
    culprit: number,
    what: 'proposals' | 'votes',
  ): void {
    if (evidence.has(`${culprit}/${what}`)) return;
    evidence.add(`${culprit}/${what}`);
    this.#tell({ kind: 'evidenceFound', chain, node, culprit, what, height, view });
  }

  #refuse({ chain, height, view }: Equivocation, node: number, sender: number, reason: RefusalReason): void {
    this.#tell({ kind: 'messageRefused', chain, node, sender, reason, height, view });
  }

  /** The proposer of two contents has received a vote. With a quorum for the second one it continues with that, too. */
  #countVote(equivocation: Equivocation, { topic, kind, sender, subject }: NetworkEvent): void {
    if (subject !== equivocation.subjects[1] || this.#role(topic, kind + 1) !== 'certificate') return;
    const voters = equivocation.votes.get(kind) ?? new Set<number>();
    equivocation.votes.set(kind, voters);
    const before = voters.size;
    voters.add(sender);
    const quorum = this.#talks.get(topic)?.quorum;
    if (voters.size === before || voters.size !== quorum) return;
    const { chain, culprit, height, view } = equivocation;
    const size = this.#chains[chain].voteSize;
    const vote = { topic, kind, sender: culprit, receiver: -1, subject, size, a: height, b: view };
    certifySecond(withSubject(vote, subject), this.#means);
  }

  #misbehaved({ topic, sender, a: height, b }: Outgoing, misdeed: Misdeed, by?: number): void {
    const talk = this.#talks.get(topic);
    const lie = this.#lie(topic, sender);
    if (!talk || !lie) return;
    this.#tell({
      kind: 'misbehaved',
      fault: lie.fault,
      chain: talk.chain,
      node: sender,
      misdeed,
      height,
      view: viewOf(b),
      ...(by === undefined ? {} : { by: toSeconds(by) }),
    });
  }
}
