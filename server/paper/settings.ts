import type { QuorumRule, Refusal } from '../../engine/model/scenario.js';

/** A choice for what the paper leaves open; every panel is simulated with each. */
export interface Setting {
  /** Prefix of the names of its plots. */
  id: string;
  title: string;
  /** Heading of its column in the overview. */
  short: string;
  /** In `examples/`. */
  file: string;
  refusal: Refusal;
  /** Quorum rule of both chains. */
  quorum: QuorumRule;
  /** Maximum number of replications of a point, if less than in the file. */
  most?: number;
  about: string;
}

type File = Pick<Setting, 'id' | 'title' | 'short' | 'file' | 'about'>;

const FILES: readonly File[] = [
  {
    id: 'defaults',
    title: 'Our defaults',
    short: 'our defaults',
    file: 'figures.twin',
    about:
      'The paper’s baseline. For values that it leaves open, the defaults of Twinchain: an overlay in which every node has exactly 16 peers, links that carry traffic both ways, votes that carry a digest, management nodes that send to each other directly.',
  },
  {
    id: 'simulator',
    title: 'The settings of the simulator that the paper used',
    short: 'its simulator',
    file: 'figures-of-the-simulator.twin',
    about:
      'As far as they are known: every node dials 16 others and sends over these links only, votes carry the whole block, every message carries a header of 0.1 MB and is gossiped, validation takes time, and a transmission has the lower of two draws of the bandwidth.',
  },
];

/** What ends a round whose proposal is refused; the paper does not specify it. */
const READINGS: readonly Pick<Setting, 'refusal' | 'most' | 'title' | 'about'>[] = [
  {
    refusal: 'viewChange',
    title: 'a refusal asks for the next view',
    about:
      'A node that receives a proposal under an outdated configuration asks for the next view at once, as in the authors’ simulator (`primary.refusal: viewChange`).',
  },
  {
    refusal: 'timeout',
    most: 10,
    title: 'a refused round waits for its timeout',
    about:
      'A node that receives a proposal under another configuration stays silent, and a round without a quorum waits for its timeout of 10 s (`primary.refusal: timeout`).',
  },
];

/** Each file of figures with both readings of Algorithm 2. */
export const SETTINGS: readonly Setting[] = READINGS.flatMap((reading) =>
  FILES.map((file) => ({
    ...file,
    ...reading,
    quorum: 'classic' as const,
    id: `${file.id}-${reading.refusal}`,
    title: `${file.title}; ${reading.title}`,
    short: `${file.short}, ${reading.refusal}`,
    about: `${file.about} ${reading.about} Quorums are 2f + 1, as in that simulator (\`quorum: classic\`).`,
  })),
);
