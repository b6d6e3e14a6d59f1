import { faultModelOf } from '../consensus/protocols.js';
import { toSeconds } from '../kernel/time.js';
import { excessOf } from '../limits/limits.js';
import type { FactReader } from '../model/fact-readers.js';
import { INVARIANT_NAMES, type InvariantName, type Violation } from '../model/invariants.js';
import { nodeName } from '../model/node-name.js';
import type { Scenario } from '../model/scenario.js';
import type { System } from '../network/system.js';
import { nodesOf } from '../twins/valid-configuration.js';
import { watchAgreement } from './agreement.js';
import { Connections } from './connected.js';
import { Honesty } from './honesty.js';
import { watchLinkage } from './linkage.js';
import { watchManagementProgress } from './management-progress.js';
import { watchPrimaryProgress } from './primary-progress.js';
import { watchRotation } from './rotation.js';
import { watchValidity } from './validity.js';
import { watchVerifiability } from './verifiable.js';
import type { Violated } from './violated.js';

/**
 * Up to this many violations of one invariant are kept, and the others counted, since a permanent violation recurs at
 * every height.
 */
const MAX_KEPT = 20;

/** Checks the invariants in every run, and keeps the violations. */
export class Invariants {
  readonly readers: readonly FactReader[];
  readonly violations: Violation[] = [];

  constructor(scenario: Scenario, { places, peers, managers }: Pick<System, 'places' | 'peers' | 'managers'>) {
    const { topology, primary, management } = scenario;
    const nodes = places.length;
    const nameOf = (node: number) => nodeName(places[node].name, node);
    const honesty = new Honesty();
    const connections = new Connections(peers);
    const { quorum } = faultModelOf(management, managers.length);
    const validity = { ...nodesOf(topology), excess: excessOf(scenario) };
    const watchers: Record<InvariantName, readonly FactReader[]> = {
      agreement: [watchAgreement(nodes, nameOf, honesty, this.#told('agreement'))],
      validity: [watchValidity(validity, nameOf, this.#told('validity'))],
      verifiable: [watchVerifiability(this.#told('verifiable'))],
      rotation: [watchRotation(managers, management.proposer, nameOf, this.#told('rotation'))],
      linkage: [watchLinkage(nodes, nameOf, primary.refusal, honesty, this.#told('linkage'))],
      progress: [
        watchPrimaryProgress(primary, topology.loss > 0, connections, this.#told('progress')),
        watchManagementProgress(
          management,
          managers,
          quorum,
          topology.loss > 0,
          { connections, honesty },
          this.#told('progress'),
        ),
      ],
    };
    // Honesty and connection come first, since the others use them.
    this.readers = [honesty.reader, connections.reader, ...INVARIANT_NAMES.flatMap((name) => watchers[name])];
  }

  #told(kind: InvariantName): Violated {
    const kept: Violation[] = [];
    return (at, { because, ...violation }) => {
      const last = kept[MAX_KEPT - 1];
      if (last) {
        last.more = (last.more ?? 0) + 1;
        return;
      }
      const facts = because.map((reason) => ({ time: toSeconds(reason.at), text: reason.text }));
      const found = { kind, time: toSeconds(at), ...violation, because: facts };
      kept.push(found);
      this.violations.push(found);
    };
  }
}
