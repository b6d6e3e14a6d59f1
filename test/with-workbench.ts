import { execFileSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { ensureStudioPackages } from '../client/studio/packages.js';
import { buildOnce } from './build.js';
import { startHost, type WorkbenchHost } from './workbench/host.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The VS Code in which all test files open their windows. */
    workbench: WorkbenchHost;
  }
}

/** Packages the extension, and starts a VS Code with it before suites that drive VS Code. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildOnce(project);
  execFileSync('npm', ['run', '--silent', 'vsix'], { stdio: 'inherit', shell: process.platform === 'win32' });
  ensureStudioPackages(console.log);
  const { host, stop } = await startHost();
  project.provide('workbench', host);
  return stop;
}
