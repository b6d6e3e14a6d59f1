import { recordingOf } from '../../engine/model/results.js';
import type { StoryView } from '../../server/protocol/story-view.js';
import { storyView } from '../../server/view/story-view.js';
import { baselineScenario, records, syntheticResults } from './synthetic-results.js';

/**
 * The wish of the twins at a height: no change, the other block size, or the other block size voted down, so that the
 * next cycle keeps the current one.
 */
export type Wish = 'nothing' | 'change' | 'refused';

const SIZES = [1e6, 2e6];
/** Seconds between two configuration blocks. */
const INTERVAL = 2;

const scenario = baselineScenario({ seconds: 0.1 });

/** A run with this many configuration blocks, each followed by one block of the primary. */
export function manyDecisions(count: number, wishAt: (height: number) => Wish): StoryView {
  const results = syntheticResults(scenario);
  const blocks = records('height:', 'time:s', 'configuration:');
  const configurations = records(
    'height:',
    'due:s',
    'decided:s',
    'cycles:',
    'missed:',
    'blockSize:B',
    'blockInterval:s',
    'roundTimeout:s',
  );
  const proposals = records('configuration:', 'cycle:', 'due:s', 'time:s', 'proposer:', 'agreed:', 'open:', 'rule:');
  const changes = records('configuration:', 'cycle:');
  const texts = { property: [] as string[], before: [] as string[], after: [] as string[] };
  let size = 0;
  for (let height = 1; height <= count; height++) {
    const due = INTERVAL * height;
    const wish = wishAt(height);
    if (wish !== 'nothing') {
      changes.add(height, 1);
      texts.property.push('blockSize');
      texts.before.push(String(SIZES[size]));
      texts.after.push(String(SIZES[1 - size]));
    }
    proposals.add(height, 1, due, due, 0, wish === 'refused' ? 0 : 1, 0, wish === 'nothing' ? 0 : 1);
    if (wish === 'refused') proposals.add(height, 2, due, due + 0.1, 1, 1, 0, 0);
    if (wish === 'change') size = 1 - size;
    configurations.add(height, due, due + 0.2, wish === 'refused' ? 2 : 1, 0, SIZES[size], 0.1, 10);
    blocks.add(height, due + 0.5, height);
  }
  const column = (text: string) => new Array<string>(count).fill(text);
  const tables = {
    ...results.tables,
    blocks: blocks.table(),
    configurationBlocks: configurations.table({
      consensus: column('pbft'),
      dissemination: column('gossip'),
      validators: column('all'),
    }),
    proposals: proposals.table(),
    changes: changes.table(texts),
  };
  return storyView(recordingOf({ ...results, tables }), scenario);
}
