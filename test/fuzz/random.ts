import seedrandom from 'seedrandom';

/** Random draws for one case; they depend only on its name. */
export class Draws {
  private readonly next: () => number;

  constructor(name: string) {
    this.next = seedrandom(name);
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  oneOf<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }
}
