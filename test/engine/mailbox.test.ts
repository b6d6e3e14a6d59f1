import { describe, expect, it } from 'vitest';
import { Mailbox } from '../../engine/mailbox.js';
import { configurationBlock } from '../../engine/management/configuration-block.js';
import { startingConfiguration } from '../../engine/model/configuration.js';
import { baseline } from './scenarios.js';

const block = configurationBlock(new Uint8Array(32), 1, 0, startingConfiguration(baseline().primary), 0);

/** Two halves of a node that record what they receive. The primary answers every block with an observation. */
function halves(mailbox: Mailbox) {
  const heard: string[] = [];
  return {
    heard,
    primary: {
      obtain: (node: number) => {
        heard.push(`primary ${node} begins`);
        mailbox.post({ to: 'management', node, height: 1 });
        heard.push(`primary ${node} ends`);
      },
    },
    management: {
      adopt: (node: number, height: number) => {
        heard.push(`management ${node} has ${height}`);
      },
    },
  };
}

describe('between the two halves of a node', () => {
  it('nothing arrives before the event is finished', () => {
    const mailbox = new Mailbox();
    const { heard, primary, management } = halves(mailbox);
    mailbox.post({ to: 'primary', node: 3, block });
    expect(heard).toEqual([]);
    mailbox.deliver(primary, management);
    expect(heard).toEqual(['primary 3 begins', 'primary 3 ends', 'management 3 has 1']);
  });

  it('notifications arrive once, in their order', () => {
    const mailbox = new Mailbox();
    const { heard, primary, management } = halves(mailbox);
    mailbox.post({ to: 'management', node: 5, height: 2 });
    mailbox.post({ to: 'primary', node: 3, block });
    mailbox.post({ to: 'management', node: 4, height: 2 });
    mailbox.deliver(primary, management);
    mailbox.deliver(primary, management);
    expect(heard.filter((line) => !line.endsWith('ends'))).toEqual([
      'management 5 has 2',
      'primary 3 begins',
      'management 4 has 2',
      'management 3 has 1',
    ]);
  });
});
