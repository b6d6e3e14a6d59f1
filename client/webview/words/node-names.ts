import { nodeName } from '../../../server/protocol/node-name.js';
import type { NodeView, RunView } from '../../../server/protocol/run-view.js';
import { t } from './texts.js';

/** Place and number of a node, since several nodes may be in one city. */
export function nodeLabel(view: NodeView): string {
  return nodeName(view.place, view.node);
}

/** The validators over which delays are computed: `21 of 32 nodes`, `3 to 5 of 8 nodes`. */
export function countedText({ counted, system }: RunView): string {
  const { least, most } = counted ?? { least: 0, most: 0 };
  return t`${least === most ? least : `${least} to ${most}`} of ${system.nodes} nodes`;
}

export function nodeTitle(run: RunView, node: number): string {
  const view = run.network.nodes.find((candidate) => candidate.node === node);
  return view ? nodeLabel(view) : String(node);
}
