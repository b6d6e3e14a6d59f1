/** The nodes that have begun in an epoch. Until all have begun, a vote may show a node that others are in a later epoch. */
export class EnteredNodes {
  readonly #hasEntered: Uint8Array;
  #absent: number;

  constructor(nodes: number) {
    this.#hasEntered = new Uint8Array(nodes);
    this.#absent = nodes;
  }

  add(node: number): void {
    if (this.#hasEntered[node]) return;
    this.#hasEntered[node] = 1;
    this.#absent--;
  }

  get areAll(): boolean {
    return this.#absent === 0;
  }
}
