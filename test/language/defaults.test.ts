import { EmptyFileSystem } from 'langium';
import { describe, expect, it } from 'vitest';
import { createTwinServices } from '../../language/index.js';
import { BLOCKS } from '../../language/properties/blocks.js';
import type { Finding } from '../../language/validation/report.js';
import { interpretValue } from '../../language/values/interpret.js';

const { DataFiles, Defaults } = createTwinServices(EmptyFileSystem).twin.twin;

const withDefault = BLOCKS.flatMap((block) =>
  block.properties.flatMap((property) =>
    property.default === undefined
      ? []
      : [{ path: `${block.name}.${property.name}`, property, text: property.default }],
  ),
);

describe('every default of the tables is a valid value of its property', () => {
  it.each(withDefault)('$path: $text', ({ property, text }) => {
    const findings: Finding[] = [];
    const report = (finding: Finding) => findings.push(finding);
    expect(interpretValue([Defaults.value(text)], { property, files: DataFiles, report })).toBeDefined();
    expect(findings).toEqual([]);
  });
});

describe('the tables', () => {
  it.each(BLOCKS)('$name names no property twice', ({ properties }) => {
    const names = properties.map((property) => property.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(BLOCKS)('every property of $name is explained in a sentence', ({ properties }) => {
    for (const property of properties) expect(property.meaning, property.name).toMatch(/^.+[.]$/);
  });
});
