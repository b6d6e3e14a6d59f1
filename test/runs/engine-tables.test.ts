import { beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../../engine/model/results.js';
import { TABLES } from '../../engine/model/tables.js';
import { simulatedRun } from './simulated-run.js';

let saturated: Results;
let demanded: Results;

beforeAll(async () => {
  saturated = (await simulatedRun()).results;
  demanded = (await simulatedRun({ workload: true })).results;
});

describe.each(TABLES)('the description of $name', (description) => {
  it('names every column that the engine writes, and no other', () => {
    for (const results of [saturated, demanded])
      expect(Object.keys(results.tables[description.name].columns).sort()).toEqual(
        description.columns.map(({ name }) => name).sort(),
      );
  });

  it('gives every column its unit and kind', () => {
    for (const { name, kind, unit } of description.columns) {
      const column = demanded.tables[description.name].columns[name];
      expect(column.type, name).toBe(kind === 'text' ? 'text' : 'number');
      if (column.type === 'number') expect(column.unit, name).toBe(unit);
    }
  });

  it('states which values may be missing, and which are integers', () => {
    for (const results of [saturated, demanded]) {
      for (const { name, kind, optional } of description.columns) {
        const column = results.tables[description.name].columns[name];
        if (column.type !== 'number') continue;
        if (!optional) expect(column.values.some(Number.isNaN), name).toBe(false);
        if (kind === 'integer') expect(column.values.every(Number.isSafeInteger), name).toBe(true);
      }
    }
  });
});
