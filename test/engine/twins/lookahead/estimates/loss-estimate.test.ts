import { expect, test } from 'vitest';
import { streamKey } from '../../../../../engine/kernel/streams.js';
import { WordSource } from '../../../../../engine/kernel/word-source.js';
import { type HeardVote, PROPOSAL } from '../../../../../engine/twins/lookahead/estimates/heard-votes.js';
import { lossEstimate } from '../../../../../engine/twins/lookahead/estimates/loss-estimate.js';

const VALIDATORS = 20;
const PHASES = [1, 2];

/** Votes that one node receives in this many rounds with losses. The leader proposes first, instead of voting. */
function heard(ballots: number, loss: number, seed: number, down: readonly number[] = []): HeardVote[] {
  const key = streamKey(seed, 0, 'loss');
  const source = new WordSource();
  const votes: HeardVote[] = [];
  for (let subject = 0; subject < ballots; subject++) {
    const leader = subject % VALIDATORS;
    const arrives = (sender: number, kind: number) =>
      !down.includes(sender) && source.within(key, subject * VALIDATORS + sender, kind).uniform() >= loss;
    votes.push({ at: subject, sender: leader, kind: PROPOSAL, subject, delay: 0 });
    for (const kind of PHASES) {
      for (let sender = 1; sender < VALIDATORS; sender++) {
        if (sender === leader && kind === PHASES[0]) continue;
        if (arrives(sender, kind)) votes.push({ at: subject, sender, kind, subject, delay: 0 });
      }
    }
  }
  return votes;
}

const about = { declared: 0, validators: VALIDATORS, until: Number.POSITIVE_INFINITY };

test.each([20, 200, 2000])('converges to the true loss within the error of %i blocks', (ballots) => {
  for (const loss of [0.01, 0.1, 0.3]) {
    const votes = ballots * VALIDATORS * PHASES.length * (1 - loss);
    // Five votes, as expected without loss.
    const error = 4 * Math.sqrt((loss * (1 - loss)) / votes) + (5 * loss) / votes;
    expect(Math.abs(lossEstimate(heard(ballots, loss, 3), about) - loss)).toBeLessThan(error);
  }
});

test('does not mistake nodes that are down for lost votes', () => {
  expect(lossEstimate(heard(200, 0, 3, [4, 5, 6]), about)).toBe(0);
});

test('expects no votes in views that were given up, or that may be in progress', () => {
  const votes = heard(3, 0, 3);
  const abandoned = votes.filter(({ kind, subject }) => subject !== 1 || kind !== PHASES[1]);
  expect(lossEstimate(abandoned, about)).toBe(0);
  const last = votes.filter(({ kind, sender, subject }) => subject !== 2 || kind !== PHASES[1] || sender < 15);
  expect(lossEstimate(last, about)).toBeGreaterThan(0);
  expect(lossEstimate(last, { ...about, until: 1 })).toBe(0);
});

test('is the declared loss of the topology before any vote has arrived', () => {
  expect(lossEstimate([], { ...about, declared: 0.02 })).toBe(0.02);
  expect(lossEstimate(heard(1, 0, 3), { ...about, declared: 0.02 })).toBeLessThan(0.02);
});
