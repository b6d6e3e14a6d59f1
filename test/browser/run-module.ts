import { build } from 'esbuild';
import { launchChromium } from './chromium.js';

/** A module that is bundled for browsers, and a browser to run it in. */
export interface ModuleInChromium {
  /**
   * Loads the module in a fresh page and returns what its exported function `name` resolves to for `argument`. Argument
   * and result are passed as JSON.
   * @throws Error if the module does not load, or the function throws
   */
  run<Result>(name: string, argument: unknown): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Bundles a TypeScript or JavaScript module for browsers and starts a headless Chromium. Bundling fails if the module
 * imports Node built-ins, because the tested code must run in a browser.
 * @throws Error if the module does not bundle
 */
export async function openInChromium(entry: string): Promise<ModuleInChromium> {
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
  return {
    run: async <Result>(name: string, argument: unknown) => {
      const page = await browser.newPage();
      await page.addScriptTag({ content: bundle.outputFiles[0].text });
      const result = (await page.evaluate(`underTest[${JSON.stringify(name)}](${JSON.stringify(argument)})`)) as Result;
      await page.close();
      return result;
    },
    close: () => browser.close(),
  };
}

/** Runs one function of a module as {@link openInChromium} does. */
export async function runInChromium<Result>(entry: string, name: string, argument: unknown): Promise<Result> {
  const module = await openInChromium(entry);
  try {
    return await module.run<Result>(name, argument);
  } finally {
    await module.close();
  }
}
