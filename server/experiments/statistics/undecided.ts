import type { Deciding, Outcome, Undecided, Verdict } from './verdict.js';

/** Larger numbers of replications are not suggested, because nobody would wait for them. */
const MAX_WORTH_NAMING = 10_000;

/**
 * Why the numbers have not decided.
 * @param distance from the measured value to the value at which it would be decided, signed
 */
export function whyUndecided(numbers: readonly Deciding[], distance = fromBound): Undecided {
  return decisiveReason(
    numbers.map((told): Undecided => {
      const { n, value, low, high } = told;
      if (n < 2) return { reason: 'tooFew', replications: n };
      if (Number.isNaN(value)) return { reason: 'noValue' };
      const away = distance(told);
      // The width of an interval shrinks with the root of the number of replications.
      const times = ((away > 0 ? value - low : high - value) / away) ** 2;
      const replications = Math.ceil(n * times);
      return {
        reason: 'wide',
        replications: replications <= MAX_WORTH_NAMING ? Math.max(replications, n + 1) : undefined,
      };
    }),
  );
}

function fromBound({ value, bound }: Deciding): number {
  return value - bound;
}

/** Distance from the tolerance bound on the side of the deviation; smaller than the deviation if that is inside. */
export function fromTolerance({ value, bound }: Deciding): number {
  return value < 0 ? value + bound : value - bound;
}

/** Combines several verdicts; an undecided one keeps the reasons of its parts. */
export function combined(outcome: Outcome, parts: readonly Verdict[]): Verdict {
  return withReason(
    outcome,
    parts.flatMap(({ deciding }) => deciding),
    () => decisiveReason(parts.flatMap(({ why }) => why ?? [])),
  );
}

/** A verdict that says why, where it is undecided. */
export function withReason(outcome: Outcome, deciding: Deciding[], why: () => Undecided): Verdict {
  return outcome === 'undecided' ? { outcome, deciding, why: why() } : { outcome, deciding };
}

const ORDER = ['noValue', 'unequal', 'oneRun', 'tooFew', 'wide'] as const;

/** The reason that is hardest to remove. */
export function decisiveReason(reasons: readonly Undecided[]): Undecided {
  const rank = ({ reason }: Undecided) => ORDER.indexOf(reason);
  const needed = (why: Undecided) => ('replications' in why ? (why.replications ?? Number.POSITIVE_INFINITY) : 0);
  const [first] = [...reasons].sort((a, b) => rank(a) - rank(b) || needed(b) - needed(a));
  return first ?? { reason: 'noValue' };
}

/** An explanation for the user: the reason, and what can be done. */
export function undecidedText(why: Undecided): string {
  switch (why.reason) {
    case 'noValue':
      return 'It reads a value that is undefined in some replication, such as the mean of no samples or a division by zero. More replications do not change that; a longer `duration` may.';
    case 'unequal':
      return '`==` passes only if every replication gives exactly this value, and these differ. More replications do not change that; use two bounds instead.';
    case 'oneRun':
      return 'It compares the points of an experiment, but this is a single run.';
    case 'tooFew':
      return why.replications === 0
        ? 'No replication is finished yet.'
        : 'One replication has no confidence interval: repeat it, with `replications: 10`.';
    case 'wide':
      return why.replications === undefined
        ? 'The measured value is so close to the bound that no practical number of replications would decide it.'
        : `More replications narrow the interval: about ${roughly(why.replications)} may be enough.`;
  }
}

/** Rounded up to two digits, because the variance is not known more precisely. */
function roughly(count: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return (Math.ceil(count / step) * step).toLocaleString('en-US');
}
