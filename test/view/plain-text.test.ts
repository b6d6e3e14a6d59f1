import { describe, expect, test } from 'vitest';
import type { Column } from '../../engine/model/results.js';
import {
  csvCell,
  notificationText,
  scriptJson,
  terminalJson,
  terminalLines,
  terminalText,
  xmlText,
} from '../../server/protocol/plain-text.js';
import { openCsv } from '../../server/runs/csv.js';

describe('an untrusted text is shown as text', () => {
  test('on a terminal', () => {
    expect(terminalText('a\u001b[2Jb\u0007\u009bc\nd\te\u202ef')).toBe('a·[2Jb··c·d    e·f');
    expect(terminalText('Zürich 東京 👩‍🚀')).toBe('Zürich 東京 👩‍🚀');
  });

  test('on a terminal with styles, which are the only escape sequences allowed', () => {
    const styled = '\u001b[1mbold\u001b[22m \u001b[2J\u001b]0;t\u0007\n';
    expect(terminalLines(styled, true)).toBe('\u001b[1mbold\u001b[22m ·[2J·]0;t·\n');
    expect(terminalLines(styled, false)).toBe('·[1mbold·[22m ·[2J·]0;t·\n');
  });

  test('in JSON on a terminal, as the same data', () => {
    const data = { text: '\u009b2J\u202e \n' };
    const shown = terminalJson(JSON.stringify(data));
    expect(shown).toBe('{"text":"\\u009b2J\\u202e \\n"}');
    expect(JSON.parse(shown)).toEqual(data);
  });

  test.each(['=1+1', '+1', '@SUM(A1)', '-cmd()', '-1+1', '\t=1', '\r=1'])(
    'in a spreadsheet, which would evaluate %j',
    (text) => {
      expect(csvCell(text).replaceAll('"', '')).toBe(`'${text}`);
    },
  );

  test.each(['a=b', '-5', '-5s', '-0.5MB/s', '-1e-3', 'pbft', '', '5%'])(
    'in a spreadsheet, in which %j is not a formula',
    (text) => {
      expect(csvCell(text)).toBe(text);
    },
  );

  test('in the tables of a run', () => {
    const common = { unit: '', meaning: 'Anything.', optional: false };
    const table = openCsv({
      name: 'nodes',
      row: 'one node',
      columns: [
        { name: 'rule', kind: 'text', ...common },
        { name: 'value', kind: 'real', ...common },
      ],
    });
    const rule: Column = { type: 'text', values: ['=1+1'] };
    const value: Column = { type: 'number', unit: '', values: Float64Array.of(-1) };
    expect(table.rows({ rows: 1, columns: { rule, value } })).toBe("rule,value\n'=1+1,-1\n");
  });

  test('in XML and HTML', () => {
    expect(xmlText('<a href="x">\u001b&\'\ud800 ok')).toBe('&lt;a href=&quot;x&quot;&gt;·&amp;&#39;· ok');
    expect(scriptJson(JSON.stringify('</script><!--'))).not.toContain('<');
  });

  test('in a notification, in which it is not a link to a command', () => {
    const link = '[Show](command:workbench.action.terminal.sendSequence)';
    expect(notificationText(`“${link}” failed\u202e`)).toBe(
      '“[Show] (command:workbench.action.terminal.sendSequence)” failed·',
    );
  });
});
