import { execFileSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether dist/ has been built in this run. */
    built: boolean;
  }
}

/** Builds dist/, unless another project of this run has already built it. */
export function buildOnce({ vitest }: TestProject): void {
  const run = vitest.getRootProject();
  if (run.getProvidedContext().built) return;
  execFileSync(process.execPath, ['esbuild.mjs'], { stdio: ['ignore', 'inherit', 'inherit'] });
  run.provide('built', true);
}
