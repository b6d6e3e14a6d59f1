import type { FactReader } from '../model/fact-readers.js';
import type { Violated } from './violated.js';

/** Anyone who has both chains can verify them, every link and every proof (Section 2.3). */
export function watchVerifiability(violated: Violated): FactReader {
  return {
    verificationFailed: (at, { chain, height, reason }) => {
      const block = chain === 'primary' ? `block ${height}` : `configuration block ${height}`;
      violated(at, {
        chain,
        message: `${block}: ${reason}`,
        nodes: [],
        heights: [height],
        because: [{ at, text: `verification failed at ${block}` }],
      });
    },
  };
}
