import type { TestProject } from 'vitest/node';
import { buildOnce } from './build.js';

/** Builds dist/ before the suites that run what ships. */
export default function setup(project: TestProject): void {
  buildOnce(project);
}
