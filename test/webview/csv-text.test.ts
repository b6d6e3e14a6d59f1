import { expect, test } from 'vitest';
import { csvText } from '../../client/webview/export/numbers.js';

test('the numbers of a figure are CSV, and no text in it is a formula', () => {
  const columns = [{ title: '=x' }, { title: 'y', unit: 's' }];
  const rows = [
    ['@now', -2],
    ['a "b", c', null],
  ];
  expect(csvText({ caption: '', columns, rows })).toBe(`'=x,y (s)\r\n'@now,-2\r\n"a ""b"", c",\r\n`);
});
