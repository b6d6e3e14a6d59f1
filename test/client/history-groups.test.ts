import { describe, expect, test } from 'vitest';
import { type Dated, dayText, grouped } from '../../client/history/history-groups.js';

const at = (day: number, hour: number) => new Date(2026, 2, day, hour).toISOString();

const line = (name: string, startedAt: string): Dated<string> => ({ name, startedAt, item: `${name} ${startedAt}` });

describe('the history', () => {
  test('groups the runs of one scenario and one day, latest first, and leaves single runs alone', () => {
    const lines = [
      line('Baseline', at(14, 9)),
      line('Wide', at(14, 10)),
      line('Baseline', at(14, 11)),
      line('Baseline', at(13, 12)),
    ];
    expect(grouped(lines).map((each) => (typeof each === 'string' ? each : [each.name, each.items]))).toEqual([
      ['Baseline', [lines[2].item, lines[0].item]],
      lines[1].item,
      lines[3].item,
    ]);
  });

  test('keeps the identity of a group that grows', () => {
    const [before] = grouped([line('Baseline', at(14, 9)), line('Baseline', at(14, 10))]);
    const [after] = grouped([line('Baseline', at(14, 9)), line('Baseline', at(14, 10)), line('Baseline', at(14, 11))]);
    expect([before, after].map((group) => typeof group === 'object' && group.id)).toEqual([
      expect.stringContaining('Baseline'),
      typeof before === 'object' && before.id,
    ]);
  });

  test('names days in words', () => {
    const now = new Date(2026, 2, 14, 23);
    expect(dayText(at(14, 1), now)).toBe('Today');
    expect(dayText(at(13, 23), now)).toBe('Yesterday');
    expect(dayText(at(12, 23), now)).toMatch(/12/);
    expect(dayText(at(12, 23), new Date(2027, 0, 1))).toContain('2026');
    expect(dayText('', now)).toBe('');
  });
});
