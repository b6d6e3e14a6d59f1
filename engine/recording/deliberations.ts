import { toSeconds } from '../kernel/time.js';
import { textOfChoice } from '../model/configuration.js';
import type { FactReader } from '../model/fact-readers.js';
import type { ConfigurationProposed } from '../model/facts.js';
import type { Learnt } from '../model/learning-plan.js';
import type { Table } from '../model/results.js';
import { Recorder } from './recorder.js';

/** Gives what twins have learnt at the end of a run. */
export interface Learning {
  nodes: readonly number[];
  learnt(node: number): Learnt | undefined;
  together(): Learnt | undefined;
}

/**
 * Records how twins that look ahead or learn came to their proposals: candidates and beliefs, judgements of other twins,
 * and the reward of each interval.
 */
export class Deliberations {
  readonly #warmup: number;
  readonly #candidates = new Recorder('candidates');
  readonly #judgements = new Recorder('judgements');
  readonly #mirrors = new Recorder('mirrors');
  readonly #tries = new Recorder('tries');
  readonly #lessons = new Recorder('lessons');
  readonly #learning: Learning | undefined;
  /** Proposals that are measured, by number. */
  readonly #open = new Map<number, { configuration: number; cycle: number }>();

  /** @param warmup intervals that end before it are not measured, ns */
  constructor(warmup: number, learning?: Learning) {
    this.#warmup = warmup;
    this.#learning = learning;
  }

  readonly reader: FactReader = {
    configurationProposed: (_, fact) => this.#proposed(fact),
    configurationJudged: (at, { proposal, node, proposed, best, accepted }) => {
      const place = this.#open.get(proposal);
      if (place)
        this.#judgements.add({ ...place, node, time: toSeconds(at), proposed, best, accepted: Number(accepted) });
    },
    configurationAgreed: (_, { height }) => {
      for (const [proposal, { configuration }] of this.#open) if (configuration < height) this.#open.delete(proposal);
    },
    mirrorTaken: (at, fact) => {
      const { node, height, staleness, arrivals, bandwidth, latency, latencyError, loss, live, mistaken, nodes } = fact;
      if (at < this.#warmup) return;
      this.#mirrors.add({
        configuration: height,
        node,
        time: toSeconds(at),
        staleness,
        arrivals: arrivals.believed,
        arrivalsTrue: arrivals.actual,
        bandwidth: bandwidth.believed,
        bandwidthTrue: bandwidth.actual,
        latency: latency.believed,
        latencyTrue: latency.actual,
        latencyError,
        loss: loss.believed,
        lossTrue: loss.actual,
        live: live.believed,
        liveTrue: live.actual,
        mistaken: mistaken / nodes,
      });
    },
    lessonLearnt: (at, { node, height, state, action, reward, value, visits }) => {
      if (node !== this.#learning?.nodes[0]) return;
      this.#lessons.add({ configuration: height, node, time: toSeconds(at), state, action, reward, value, visits });
    },
  };

  #proposed({ proposal, height, cycle, due, candidates, learning }: ConfigurationProposed): void {
    if (due < this.#warmup) return;
    const place = { configuration: height, cycle };
    this.#open.set(proposal, place);
    for (const { configuration, runs, mean, error, isInForce, isBest, isProposed } of candidates ?? []) {
      const { validators, ...rest } = configuration;
      this.#candidates.add({
        ...place,
        ...rest,
        validators: textOfChoice(validators),
        runs,
        mean,
        error,
        inForce: Number(isInForce),
        best: Number(isBest),
        proposed: Number(isProposed),
      });
    }
    if (!learning) return;
    const { state, action, isExploring } = learning;
    this.#tries.add({ ...place, state, action, exploring: Number(isExploring) });
  }

  /** What twins have learnt together; undefined if none learns. */
  learnt(): Learnt | undefined {
    return this.#learning?.together();
  }

  /** What has been recorded so far. */
  tables(): Record<'candidates' | 'judgements' | 'mirrors' | 'tries' | 'lessons' | 'learnt', Table> {
    return {
      candidates: this.#candidates.table(),
      judgements: this.#judgements.table(),
      mirrors: this.#mirrors.table(),
      tries: this.#tries.table(),
      lessons: this.#lessons.table(),
      learnt: learntTable(this.#learning),
    };
  }
}

function learntTable(learning: Learning | undefined): Table {
  const rows = new Recorder('learnt');
  for (const node of learning?.nodes ?? []) {
    const learnt = learning?.learnt(node);
    learnt?.states.forEach((state, i) => {
      learnt.actions.forEach((action, j) => {
        const cell = i * learnt.actions.length + j;
        const visits = learnt.visits[cell];
        if (visits > 0) rows.add({ node, state, action, value: learnt.values[cell], visits });
      });
    });
  }
  return rows.table();
}
