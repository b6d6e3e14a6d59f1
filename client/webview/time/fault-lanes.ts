import type { FaultView } from '../../../server/protocol/fault-view.js';
import { duration } from '../../../server/protocol/quantities.js';
import { translucent } from '../theme/palettes.js';
import type { Theme } from '../theme/theme.js';
import { t } from '../words/texts.js';

/** Height of a strip with the gap to the next one, px. A name with its rim fits. */
export const STRIP_HEIGHT = 19;

/** More faults at once share the last lane. */
const MAX_LANES = 4;

export interface FaultLane {
  fault: FaultView;
  /** From 0, the lane next to the plot. */
  lane: number;
  /** Time until which its lane is free, s. */
  free: number;
}

/** Gives every fault the first lane that is free at its time. */
export function bandLanes(faults: readonly FaultView[]): FaultLane[] {
  const free: number[] = [];
  const placed = [...faults]
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .map((fault) => {
      const found = free.findIndex((end) => end <= fault.from);
      const lane = found < 0 ? Math.min(free.length, MAX_LANES - 1) : found;
      free[lane] = Math.max(free[lane] ?? 0, fault.to);
      return { fault, lane };
    });
  return placed.map(({ fault, lane }, i) => {
    const next = placed.slice(i + 1).find((other) => other.lane === lane);
    return { fault, lane, free: next?.fault.from ?? Number.POSITIVE_INFINITY };
  });
}

/** Whether a fault lasts for the whole run: then it has no shade, which would lie behind everything. */
export function lastsForever({ from, to }: FaultView, end: number): boolean {
  return from <= 0 && to >= end;
}

const GAP = 4;

/**
 * The room for the name of a fault, px: in its strip, or else between it and the next one; undefined if there is none.
 *
 * @param width of the name
 */
export function nameAt(
  width: number,
  { from, to, free }: { from: number; to: number; free: number },
): number | undefined {
  if (width + 2 * GAP <= to - from) return from + GAP;
  return width + 2 * GAP <= free - to && to > from ? to + GAP : undefined;
}

/** The style of a kind of fault: the more severe the fault, the stronger the fill. */
export function faultPaint(kind: FaultView['kind'], theme: Theme): { shade: string; strip: string; edge: string } {
  const colour = theme.palette.fault;
  const opacity = { crash: 0.3, partition: 0.2, byzantine: 0.1, disturbance: 0 }[kind];
  return {
    shade: translucent(colour, theme.textured ? 0.16 : 0.09),
    strip: translucent(colour, opacity),
    edge: colour,
  };
}

/** The faults at a time, in words: `Hamburg 3 down, 1 % of messages dropped`. */
export function faultsAt(faults: readonly FaultView[], seconds: number): string {
  return faults
    .filter(({ from, to }) => from <= seconds && seconds < to)
    .map(({ title }) => title)
    .join(', ');
}

/** Maximum number of faults in a sentence. */
const MAX_TOLD = 3;

/** A sentence about the faults of a run, for screen readers; empty without faults. */
export function faultsSentence(faults: readonly FaultView[]): string {
  if (faults.length === 0) return '';
  const told = faults
    .slice(0, MAX_TOLD)
    .map(({ title, from, to }) => `${title} (${duration(from)} to ${duration(to)})`);
  const more = faults.length - told.length;
  return t`Bands mark faults: ${told.join('; ')}${more > 0 ? t`; and ${more} more` : ''}.`;
}
