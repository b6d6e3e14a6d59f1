/**
 * Strongly connected components of a directed graph: two nodes have the same number if each can be reached from the
 * other. Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion, since chains may be long.
 * Results are kept between queries.
 */
export class Components<Node> {
  private readonly order = new Map<Node, number>();
  private readonly low = new Map<Node, number>();
  private readonly component = new Map<Node, number>();
  private readonly sizes: number[] = [];
  private readonly stack: Node[] = [];

  constructor(private readonly next: (node: Node) => readonly Node[]) {}

  areConnected(a: Node, b: Node): boolean {
    return this.of(a) === this.of(b);
  }

  /** The number of the component of a node. */
  of(node: Node): number {
    if (!this.component.has(node)) this.walk(node);
    return this.component.get(node) ?? -1;
  }

  /** How many nodes the component of a node has. */
  sizeOf(node: Node): number {
    return this.sizes[this.of(node)] ?? 1;
  }

  private walk(start: Node): void {
    const path = [this.enter(start)];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node, rest } = top;
      const { value, done } = rest.next();
      if (done) {
        path.pop();
        this.leave(node, path.at(-1)?.node);
      } else if (!this.order.has(value)) path.push(this.enter(value));
      else if (!this.component.has(value)) this.lower(node, this.order.get(value) ?? 0);
    }
  }

  private enter(node: Node): { node: Node; rest: Iterator<Node> } {
    const index = this.order.size;
    this.order.set(node, index);
    this.low.set(node, index);
    this.stack.push(node);
    return { node, rest: this.next(node)[Symbol.iterator]() };
  }

  private leave(node: Node, before: Node | undefined): void {
    const low = this.low.get(node) ?? 0;
    if (low === this.order.get(node)) {
      const before = this.stack.length;
      for (let member = this.stack.pop(); member !== undefined; member = this.stack.pop()) {
        this.component.set(member, this.sizes.length);
        if (member === node) break;
      }
      this.sizes.push(before - this.stack.length);
    }
    if (before !== undefined) this.lower(before, low);
  }

  private lower(node: Node, to: number): void {
    this.low.set(node, Math.min(this.low.get(node) ?? to, to));
  }
}
