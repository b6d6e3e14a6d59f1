import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CITIES, WORLDWIDE } from '../../engine/model/cities.js';
import { CODES } from '../../language/index.js';
import { BLOCKS } from '../../language/properties/blocks.js';
import { errorsPage } from '../../language/reference/errors-page.js';
import { referencePage } from '../../language/reference/reference-page.js';

function page(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
}

describe('generated pages are current; `npm run generate` writes them', () => {
  it('docs/reference.md', () => {
    expect(page('reference.md')).toBe(referencePage());
  });

  it('docs/errors.md', () => {
    expect(page('errors.md')).toBe(errorsPage());
  });
});

describe('the generated pages list', () => {
  it('every property of every block, with its default', () => {
    for (const { properties } of BLOCKS)
      for (const property of properties) {
        expect(referencePage()).toContain(`| \`${property.name}\` |`);
        if (property.default !== undefined) expect(referencePage()).toContain(`\`${property.default}\``);
      }
  });

  it('which cities `worldwide` does not draw, and how many it draws', () => {
    expect(referencePage()).toContain(`among the ${WORLDWIDE.length} cities below that have no star`);
    for (const { name, remote } of CITIES)
      expect(referencePage()).toMatch(new RegExp(`[|,] ${name}${remote ? '\\*' : ''}(,| \\|)`));
  });

  it('every code under a heading of its own', () => {
    for (const code of Object.keys(CODES)) expect(errorsPage()).toContain(`\n### ${code}\n`);
  });
});
