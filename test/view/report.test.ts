import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type ReportAbout, reportHtml, runsMessage } from '../../server/view/report.js';
import { runView } from '../../server/view/run-view.js';
import { baselineScenario, syntheticResults } from './synthetic-results.js';

const scenario = { ...baselineScenario({ seconds: 300 }), name: '</script><script>alert(1)</script>' };
const run = runView(syntheticResults(scenario), scenario, { id: 'run' });
const assets = {
  script: 'console.log("</script>");\n//# sourceMappingURL=webview.js.map\n',
  style: 'body{margin:0}\n/*# sourceMappingURL=webview.css.map */\n',
};
const about: ReportAbout = {
  madeAt: new Date('2026-03-14T15:09:26Z'),
  version: '1.2.3',
  origins: [
    {
      name: 'Baseline, seed 1',
      startedAt: '2026-03-13T08:00:00.000Z',
      version: '1.2.2',
      engineVersion: '0.6.0',
      command: 'twinchain run .twinchain/runs/a/manifest.json',
      texts: [{ name: 'baseline.twin', content: 'scenario Baseline { topology: <script>alert(1)</script> }' }],
      resolved: { name: 'Baseline.json', content: '{}' },
    },
  ],
};
const html = reportHtml(runsMessage([run]), about, assets);

function sha256(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

describe('a report', () => {
  test('names its script and style by hash and allows nothing else', () => {
    const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    expect(policy).toContain(sha256(style));
    const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(policy).toContain(sha256(script));
  });

  test('requests nothing from elsewhere', () => {
    expect(html).not.toMatch(/src=|href=|url\(|sourceMappingURL/);
  });

  test('keeps the scenario’s text from becoming markup', () => {
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).toContain('<title>&lt;/script&gt;');
  });

  test('contains what the panel needs, unchanged', () => {
    const data = /id="twinchain-report">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual({ type: 'runs', runs: [run] });
  });

  test('made in an editor, holds its translations for the panel, and does not claim to be English', () => {
    const texts = { 'Block time': 'Blockzeit </script>' };
    const german = reportHtml(runsMessage([run]), about, { ...assets, texts });
    const data = /id="texts">([\s\S]*?)<\/script>/.exec(german)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual(texts);
    expect(german.indexOf('id="texts"')).toBeLessThan(german.indexOf('<script>'));
    expect(german).not.toContain('lang="en"');
    expect(html).toContain('lang="en"');
  });

  test('states when and by which version it was made, from which text, and which command repeats it', () => {
    expect(html).toContain('Written on 2026-03-14, 15:09 UTC by Twinchain 1.2.3.');
    expect(html).toContain('<dd>on 2026-03-13, 08:00 UTC by Twinchain 1.2.2, engine 0.6.0</dd>');
    expect(html).toContain('<code>twinchain run .twinchain/runs/a/manifest.json</code>');
    expect(html).toContain('<summary>Scenario text: baseline.twin</summary>');
    expect(html).toContain('topology: &lt;script&gt;alert(1)&lt;/script&gt;');
  });

  test('compares runs if there are several', () => {
    const data =
      /id="twinchain-report">([\s\S]*?)<\/script>/.exec(
        reportHtml(runsMessage([run, { ...run, id: 'b' }]), about, assets),
      )?.[1] ?? '';
    expect(JSON.parse(data).comparison.runs).toEqual(['run', 'b']);
  });
});
