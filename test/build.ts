import { execFileSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether dist/ was built in this run. */
    built: boolean;
  }
}

/** Builds dist/, unless another project of this run has done so. */
export function buildOnce({ vitest }: TestProject): void {
  const run = vitest.getRootProject();
  if (run.getProvidedContext().built) return;
  execFileSync(process.execPath, ['esbuild.mjs'], { stdio: ['ignore', 'inherit', 'inherit'] });
  run.provide('built', true);
}
