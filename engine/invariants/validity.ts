import type { FactReader } from '../model/fact-readers.js';
import type { ConfigurationProposed } from '../model/facts.js';
import { faultOf, type PrimaryNodes } from '../twins/valid-configuration.js';
import type { NameOf, Violated } from './violated.js';

/**
 * No node applies a configuration that every honest twin calls invalid, whatever its policy. Each violation is reported
 * once.
 */
export function watchValidity(nodes: PrimaryNodes, nameOf: NameOf, violated: Violated): FactReader {
  const open = new Map<number, { at: number; fact: ConfigurationProposed }>();
  const invalid = new Map<number, { reason: string; at: number; fact: ConfigurationProposed }>();
  let latest = 0;
  return {
    configurationProposed: (at, fact) => {
      open.set(fact.proposal, { at, fact });
    },
    configurationCommitted: (_, { proposal, height }) => {
      if (height <= latest) return;
      latest = height;
      const proposed = open.get(proposal);
      for (const [other, { fact }] of open) if (fact.height <= height) open.delete(other);
      const reason = proposed && faultOf(proposed.fact.configuration, nodes);
      if (proposed && reason !== undefined) invalid.set(height, { reason, ...proposed });
    },
    configurationApplied: (at, { node, to }) => {
      const found = invalid.get(to);
      if (!found) return;
      invalid.delete(to);
      const { proposer, cycle } = found.fact;
      violated(at, {
        chain: 'management',
        message: `${nameOf(node)} applied configuration block ${to}, which is invalid: ${found.reason}`,
        nodes: [node],
        heights: [to],
        because: [
          { at: found.at, text: `${nameOf(proposer)} proposed configuration block ${to} in cycle ${cycle}` },
          { at, text: `${nameOf(node)} applied it` },
        ],
      });
    },
  };
}
