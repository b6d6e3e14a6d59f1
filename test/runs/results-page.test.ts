import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { resultsPage } from '../../server/runs/results-page.js';

it('docs/results.md is current; npm run generate writes it', () => {
  expect(readFileSync('docs/results.md', 'utf8')).toBe(resultsPage());
});
