/** The period of a fault, as plots over time show it. */
export interface FaultView {
  kind: 'crash' | 'partition' | 'disturbance' | 'byzantine';
  /** s since the start of the run. */
  from: number;
  to: number;
  /** Title of the fault, such as `Hamburg 3 down`. */
  title: string;
  /** Nodes that are down, cut off, slow or Byzantine; empty if the fault affects the messages of all nodes. */
  nodes: number[];
}

/** The state of a node during a fault; undefined if the fault does not affect single nodes. */
export const FAULT_WORDS: Record<FaultView['kind'], string | undefined> = {
  crash: 'down',
  partition: 'cut off',
  disturbance: undefined,
  byzantine: 'Byzantine',
};
