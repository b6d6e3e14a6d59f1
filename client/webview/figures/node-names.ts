import type { NodeView, RunView } from '../../../server/protocol/run-view.js';

/** Place and number: nodes of one city are told apart. */
export function nodeLabel(view: NodeView): string {
  return view.place ? `${view.place} ${view.node}` : `Node ${view.node}`;
}

export function nodeTitle(run: RunView, node: number): string {
  const view = run.network.nodes.find((candidate) => candidate.node === node);
  return view ? nodeLabel(view) : String(node);
}
