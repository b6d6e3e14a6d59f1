import * as l10n from '@vscode/l10n';
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
export function faultWord(kind: FaultView['kind']): string | undefined {
  switch (kind) {
    case 'crash':
      return l10n.t('down');
    case 'partition':
      return l10n.t('cut off');
    case 'disturbance':
      return undefined;
    case 'byzantine':
      return l10n.t('Byzantine');
  }
}
