import { describe, expect, test } from 'vitest';
import type { PanelHost } from '../../client/panel/panel-host.js';
import { servePanelMessage } from '../../client/panel/panel-messages.js';
import { panelHtml } from '../../client/panel/webview-html.js';
import { DEFAULT_CHOICES, isMessageToHost, isMessageToPanel, isPanelState } from '../../server/protocol/panel.js';

const state = { runs: ['a'], choices: DEFAULT_CHOICES };

describe('messages to the host', () => {
  test.each([
    { type: 'ready', state: null },
    { type: 'ready', state },
    { type: 'reveal', run: 'a', origin: 'management.interval' },
    { type: 'reveal', run: null, origin: 'topology' },
    { type: 'runAgain', run: 'a', newSeed: true },
    { type: 'stop', run: 'a' },
    { type: 'compare', runs: ['a', 'b'] },
    { type: 'show', run: 'a' },
    { type: 'exportData', runs: ['a'], format: 'parquet' },
    { type: 'stopExperiment', experiment: 'a' },
    { type: 'resumeExperiment', experiment: 'a' },
    { type: 'revealExperiment', experiment: 'a', expectation: null },
    { type: 'revealExperiment', experiment: 'a', expectation: 2 },
    { type: 'exportExperiment', experiment: 'a', format: 'json' },
    { type: 'showLog', experiment: 'a', batch: 3 },
    { type: 'saveFigure', name: 'delays', format: 'svg', data: '<svg/>' },
    { type: 'saveFigure', name: 'delays', format: 'csv', data: 'a,b' },
  ])('are known: $type', (message) => {
    expect(isMessageToHost(message)).toBe(true);
  });

  test.each([
    null,
    'ready',
    [],
    { type: 'launch' },
    { type: 'ready' },
    { type: 'reveal', run: 'a' },
    { type: 'runAgain', run: 'a' },
    { type: 'exportData', runs: 'a', format: 'csv' },
    { type: 'exportData', runs: ['a'], format: 'xlsx' },
    { type: 'stopExperiment' },
    { type: 'revealExperiment', experiment: 'a', expectation: -1 },
    { type: 'exportExperiment', experiment: 'a', format: 'csv' },
    { type: 'showLog', experiment: 'a', batch: '../../secret' },
    { type: 'saveFigure', name: 'delays', format: 'svg', data: 7 },
  ])('are refused: %j', (message) => {
    expect(isMessageToHost(message)).toBe(false);
  });
});

describe('messages to the panel', () => {
  test.each([
    { type: 'waiting', message: 'Nothing yet' },
    { type: 'runs', runs: [] },
    { type: 'finished', run: 'a' },
    { type: 'outdated', runs: ['a'] },
    { type: 'notice', message: 'Saved' },
    { type: 'experiment', experiment: { id: 'a' } },
    { type: 'sweepProgress', progress: { experiment: 'a' } },
    {
      type: 'topology',
      topology: { uri: 'file:///a.twin', declaration: 'World', network: { nodes: [], links: [], linksLeftOut: 0 } },
      problem: null,
    },
  ])('are known: $type', (message) => {
    expect(isMessageToPanel(message)).toBe(true);
  });

  test.each([undefined, { type: 'runs', runs: [{}] }, { type: 'progress' }, { type: 'topology', name: 'Baseline' }])(
    'are refused: %j',
    (message) => {
      expect(isMessageToPanel(message)).toBe(false);
    },
  );
});

test('stored state of an older version is refused if it lacks something', () => {
  expect(isPanelState(state)).toBe(true);
  expect(isPanelState({ runs: ['a'] })).toBe(false);
  expect(isPanelState({ runs: [], experiment: 'a', choices: DEFAULT_CHOICES })).toBe(true);
  expect(isPanelState({ runs: [], paper: 'quick', choices: DEFAULT_CHOICES })).toBe(true);
  expect(isPanelState({ runs: [], paper: 'all', choices: DEFAULT_CHOICES })).toBe(false);
  expect(isPanelState({ runs: [], experiment: 7, choices: DEFAULT_CHOICES })).toBe(false);
  expect(isPanelState({ runs: [], choices: { ...DEFAULT_CHOICES, experiment: { metric: 7 } } })).toBe(false);
  expect(isPanelState({ runs: ['a'], choices: { ...DEFAULT_CHOICES, reconfiguration: 'seven' } })).toBe(false);
});

describe('the side of the extension', () => {
  /** A host that only keeps the figures that it is asked to save. */
  function host(saved: Uint8Array[] = []): PanelHost {
    const answer = async () => {};
    return {
      restore: answer,
      reveal: answer,
      revealExpectation: answer,
      runAgain: answer,
      stop: answer,
      compare: answer,
      show: answer,
      showTogether: answer,
      exportData: answer,
      stopExperiment: answer,
      resumeExperiment: answer,
      revealExperiment: answer,
      exportExperiment: answer,
      showLog: answer,
      stopPaper: answer,
      resumePaper: answer,
      openPaperPage: answer,
      saveFigure: async (_name, _format, data) => {
        saved.push(data);
      },
    };
  }
  const ready = async () => undefined;

  test('decodes figures', async () => {
    const saved: Uint8Array[] = [];
    const served = host(saved);
    await servePanelMessage({ type: 'saveFigure', name: 'delays', format: 'png', data: 'AQID' }, served, ready);
    await servePanelMessage({ type: 'saveFigure', name: 'delays', format: 'svg', data: '<é>' }, served, ready);
    const [png, svg] = saved;
    expect([...png]).toEqual([1, 2, 3]);
    expect(new TextDecoder().decode(svg)).toBe('<é>');
  });

  test('reports a failure as a notice', async () => {
    const failing = { ...host(), stop: async () => Promise.reject(new Error('The run has ended already.')) };
    const answer = await servePanelMessage({ type: 'stop', run: 'a' }, failing, ready);
    expect(answer).toEqual({ type: 'notice', message: 'The run has ended already.' });
  });

  test('ignores unknown messages', async () => {
    expect(await servePanelMessage({ type: 'launch' }, host(), ready)).toBeUndefined();
  });

  test('makes a page with a strict policy and no inline code', () => {
    const texts = { Stop: '</script><b>Halt</b>' };
    const html = panelHtml({ script: 'panel.js', style: 'panel.css', source: 'https://source', nonce: 'abc', texts });
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'nonce-abc'");
    expect(policy).not.toContain('unsafe');
    // Data is not executed as a script, and ends where it should.
    const [, data = ''] = /<script type="application\/json" id="texts">(.*?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(data)).toEqual(texts);
    expect(html).not.toMatch(/<style|style="|<script(?! nonce="abc" src=| type="application\/json")/);
  });
});
