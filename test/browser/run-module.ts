import { build } from 'esbuild';
import { launchChromium } from './chromium.js';

/**
 * Bundles a TypeScript or JavaScript module for browsers, loads it in a headless Chromium and returns what its exported
 * function `name` resolves to for `argument`. Argument and result are passed as JSON. Bundling fails if the module
 * imports Node built-ins, because the tested code must run in a browser.
 * @throws Error if the module does not bundle, does not load, or the function throws
 */
export async function runInChromium<Result>(entry: string, name: string, argument: unknown): Promise<Result> {
  const bundle = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'underTest',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: bundle.outputFiles[0].text });
    return (await page.evaluate(`underTest[${JSON.stringify(name)}](${JSON.stringify(argument)})`)) as Result;
  } finally {
    await browser.close();
  }
}
