import type { Fact } from '../../engine/model/facts.js';

interface Entry {
  at: number;
  fact: Fact;
}

/**
 * Prints facts in the order of their times, one per line. Facts of several nodes about one block share a line, with the
 * times of the first and the last.
 */
export function printed(entries: readonly Entry[]): string {
  const lines = new Map<string, { first: number; last: number; count: number }>();
  for (const { at, fact } of entries) {
    const text = textOf(fact);
    if (text === undefined) continue;
    const line = lines.get(text);
    if (line) {
      line.last = at;
      line.count++;
    } else {
      lines.set(text, { first: at, last: at, count: 1 });
    }
  }
  return Array.from(lines, ([text, { first, last, count }]) => {
    const times = first === last ? seconds(first) : `${seconds(first)} – ${seconds(last)}`;
    return `${times.padEnd(19)} ${text.replace('#', String(count))}`;
  }).join('\n');
}

function seconds(ns: number): string {
  return (ns / 1e9).toFixed(3);
}

/** `#` is the placeholder for the number of nodes. */
function textOf(fact: Fact): string | undefined {
  switch (fact.kind) {
    case 'managementStarted':
      return `management started, by ${fact.consensus}`;
    case 'intervalEnded':
      return `INTERVAL ENDED: the members start to agree on configuration block ${fact.height}`;
    case 'configurationProposed': {
      const what = fact.rule === 0 ? 'the configuration in force' : `a configuration by rule ${fact.rule}`;
      return `node ${fact.proposer} proposed configuration block ${fact.height} in proposal cycle ${fact.cycle}: ${what}`;
    }
    case 'configurationRejected':
      return `# members rejected configuration block ${fact.height}: ${fact.reason}`;
    case 'configurationCommitted':
      return `# members committed configuration block ${fact.height}`;
    case 'configurationAgreed':
      return `CONFIGURATION BLOCK ${fact.height} AGREED in proposal cycle ${fact.cycles} of the interval`;
    case 'cycleAbandoned':
      return `# members abandoned a cycle on configuration block ${fact.height}`;
    case 'cycleFailed':
      return `cycle ${fact.cycle} on configuration block ${fact.height} failed`;
    case 'intervalMissed':
      return `interval missed, without configuration block ${fact.height}`;
    case 'configurationReceived':
      return `# nodes received configuration block ${fact.height}`;
    case 'configurationApplied':
      return `# NODES APPLIED CONFIGURATION BLOCK ${fact.to}, between two of their rounds`;
    case 'epochStarted':
      return `${fact.validators.length} validators decide by ${fact.consensus} from height ${fact.firstHeight} on`;
    case 'blockProposed':
      return `node ${fact.proposer} proposed block ${fact.height} in view ${fact.view}`;
    case 'blockCommitted':
      return `# nodes committed block ${fact.height}${fact.view > 0 ? ` in view ${fact.view}` : ''}`;
    case 'blockFinalized':
      return `block ${fact.height} final, made under configuration block ${fact.configuration}${fact.isSwitch ? ': a switch' : ''}`;
    case 'viewAbandoned':
      return `# nodes abandoned view ${fact.view} of block ${fact.height}`;
    case 'roundFailed':
      return `view ${fact.view} of block ${fact.height} failed`;
    case 'blockReceived':
    case 'secondPassed':
      return undefined;
    case 'verificationFailed':
      return `${fact.chain} block ${fact.height} CANNOT BE VERIFIED: ${fact.reason}`;
  }
}
