import { expect, test } from 'vitest';
import { againstPage } from './against-page.js';
import { markdownTable } from './markdown-table.js';

const HEAD = ['dissemination', 'nodes', 'Y per copy'];

test('a figure is given as a multiple of the figure on the page, if the page has one', () => {
  const other = markdownTable(['dissemination', 'nodes', 'MiB'], [['direct', '32', '80']]);
  const last = markdownTable(HEAD, [
    ['direct', '32', '2.500'],
    ['gossip', '32', '0.200'],
  ]);
  const now = markdownTable(HEAD, [
    ['direct', '32', '1.000'],
    ['gossip', '32', '0.300'],
    ['gossip', '64', '0.100'],
  ]);
  const page = `# How fast it is\n\n${other}\n\nText.\n\n${last}\n\nMore text.`;
  expect(againstPage(now, page, 2, 'Y per copy')).toBe(
    markdownTable(
      [...HEAD, 'of the page'],
      [
        ['direct', '32', '1.000', '0.40'],
        ['gossip', '32', '0.300', '1.50'],
        ['gossip', '64', '0.100', '-'],
      ],
    ),
  );
});
