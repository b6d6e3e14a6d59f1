import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { panelHtml } from '../../client/panel/webview-html.js';
import type { MessageToHost, MessageToPanel, PanelState } from '../../server/protocol/panel.js';
import { type EditorTheme, THEMES, type ThemeName } from './themes.js';

/**
 * Serves the built panel as VS Code does: the same page with the same security policy, from one origin. `texts`
 * translates it.
 */
export async function servePanel(
  texts: Readonly<Record<string, string>> = {},
): Promise<{ address: string; server: Server }> {
  const server = createServer((request, response) => {
    const file = /^\/(webview\.(?:js|css))$/.exec(request.url ?? '')?.[1];
    if (file) {
      const type = file.endsWith('.css') ? 'text/css' : 'text/javascript';
      readFile(`dist/${file}`).then(
        (content) => response.writeHead(200, { 'content-type': type }).end(content),
        () => response.writeHead(404).end(),
      );
      return;
    }
    const html = panelHtml({
      script: '/webview.js',
      style: '/webview.css',
      source: "'self'",
      nonce: 'a-test-needs-no-secret',
      texts,
    });
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

export interface OpenPanel {
  page: Page;
  send: (message: MessageToPanel) => Promise<void>;
  /** Everything that the panel has sent to its host. */
  sent: () => Promise<MessageToHost[]>;
  state: () => Promise<PanelState | null>;
  setTheme: (theme: ThemeName) => Promise<void>;
  /** Violations of the content security policy, and errors of the page. */
  complaints: () => Promise<string[]>;
}

interface HostStandIn {
  twinchainSent: MessageToHost[];
  twinchainState: PanelState | null;
  twinchainBreaches: string[];
  acquireVsCodeApi: () => object;
}

export interface PanelSurroundings {
  theme: ThemeName;
  width?: number;
  height?: number;
  state?: PanelState;
}

/** Opens the panel in a page that replaces the editor. */
export async function openPanel(browser: Browser, address: string, around: PanelSurroundings): Promise<OpenPanel> {
  const page = await browser.newPage({
    viewport: { width: around.width ?? 1100, height: around.height ?? 900 },
    reducedMotion: 'reduce',
  });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.addInitScript((state) => {
    const stand = window as unknown as HostStandIn;
    stand.twinchainSent = [];
    stand.twinchainBreaches = [];
    stand.twinchainState = state;
    stand.acquireVsCodeApi = () => ({
      postMessage: (message: MessageToHost) => stand.twinchainSent.push(message),
      getState: () => stand.twinchainState,
      setState: (next: PanelState) => {
        stand.twinchainState = next;
        return next;
      },
    });
    document.addEventListener('securitypolicyviolation', (event) => {
      stand.twinchainBreaches.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  }, around.state ?? null);
  await page.addInitScript(applyTheme, THEMES[around.theme]);
  await page.goto(address);
  await page.evaluate(applyTheme, THEMES[around.theme]);
  return {
    page,
    // Sent as text, because the browser's driver would inspect every value of the message, which takes longer than
    // drawing it.
    send: (message) =>
      page
        .evaluate((text) => window.postMessage(JSON.parse(text), '*'), JSON.stringify(message))
        .then(() => settled(page)),
    sent: () => page.evaluate(() => (window as unknown as HostStandIn).twinchainSent),
    state: () => page.evaluate(() => (window as unknown as HostStandIn).twinchainState),
    setTheme: (theme) => page.evaluate(applyTheme, THEMES[theme]).then(() => settled(page)),
    complaints: async () => [
      ...errors,
      ...(await page.evaluate(() => (window as unknown as HostStandIn).twinchainBreaches)),
    ],
  };
}

/** Waits for two frames: the panel draws in the first, and the second shows it. */
function settled(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}

function applyTheme(theme: EditorTheme): void {
  if (!document.body) return;
  const { style } = document.documentElement;
  for (const name of Array.from(style).filter((property) => property.startsWith('--vscode-')))
    style.removeProperty(name);
  for (const [name, value] of Object.entries(theme.variables)) style.setProperty(name, value);
  document.body.className = theme.bodyClass;
}
