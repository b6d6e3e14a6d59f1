import { execFileSync } from 'node:child_process';

/** Builds dist/ once before the suites that run what ships. */
export default function setup(): void {
  execFileSync(process.execPath, ['esbuild.mjs'], { stdio: ['ignore', 'inherit', 'inherit'] });
}
