import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { reportHtml, runsMessage } from '../../server/view/report.js';
import { runView } from '../../server/view/run-view.js';
import { baselineScenario, syntheticResults } from './synthetic-results.js';

const scenario = { ...baselineScenario({ seconds: 300 }), name: '</script><script>alert(1)</script>' };
const run = runView(syntheticResults(scenario), scenario, { id: 'run' });
const assets = {
  script: 'console.log("</script>");\n//# sourceMappingURL=webview.js.map\n',
  style: 'body{margin:0}\n/*# sourceMappingURL=webview.css.map */\n',
};
const html = reportHtml(runsMessage([run]), assets);

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

  test('asks for nothing from elsewhere', () => {
    expect(html).not.toMatch(/src=|href=|url\(|sourceMappingURL/);
  });

  test('keeps the scenario’s text from becoming markup', () => {
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).toContain('<title>&lt;/script&gt;');
  });

  test('holds what the panel needs, unchanged', () => {
    const data = /id="twinchain-report">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual({ type: 'runs', runs: [run] });
  });

  test('compares where there are several runs', () => {
    const data =
      /id="twinchain-report">([\s\S]*?)<\/script>/.exec(
        reportHtml(runsMessage([run, { ...run, id: 'b' }]), assets),
      )?.[1] ?? '';
    expect(JSON.parse(data).comparison.runs).toEqual(['run', 'b']);
  });
});
