import type { PanelChoices } from '../../../server/protocol/panel.js';
import type { AxisName } from '../figures/figure.js';
import type { FrameContent } from '../figures/plot.js';
import type { Host } from '../model/host.js';
import type { TimeAxis } from '../time/time-axis.js';
import type { TimeControls } from '../time/time-controls.js';

/** The tools that a page provides to its contents. */
export interface PageTools {
  host: Host;
  choose: (choices: Partial<PanelChoices>) => void;
  /** A figure for a template. */
  frame: (content: FrameContent) => unknown;
  axes: Record<AxisName, TimeAxis>;
  controls: Record<AxisName, TimeControls>;
}

/** The contents of a page, and the names of its files. */
export interface PageContent {
  template: unknown;
  fileName: string;
}

/** A name that is valid on every file system. */
export function fileSafe(name: string): string {
  return (
    name
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .slice(0, 80)
      .toLowerCase() || 'twinchain'
  );
}
