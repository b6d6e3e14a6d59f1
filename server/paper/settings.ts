/** A way to set what the paper leaves open; every panel is run under each. */
export interface Setting {
  /** Start of the names of its plots. */
  id: string;
  title: string;
  /** In `examples/`. */
  file: string;
  about: string;
}

export const SETTINGS: readonly Setting[] = [
  {
    id: 'defaults',
    title: 'Our defaults',
    file: 'figures.twin',
    about:
      'The paper’s baseline, and where it leaves a value open, the defaults of Twinchain: an overlay in which every node has exactly 16 peers, links that carry traffic both ways, votes that carry a digest, management nodes that send to each other directly.',
  },
  {
    id: 'simulator',
    title: 'The settings of the simulator that the paper used',
    file: 'figures-of-the-simulator.twin',
    about:
      'As far as they are known: every node dials 16 others and sends over these links only, votes carry the whole block, every message carries a header of 0.1 MB and is gossiped, validation takes time, and a transmission has the lower of two draws of the bandwidth.',
  },
];
