import type { TestProject } from 'vitest/node';
import { buildOnce } from './build.js';

/** Builds dist/ before suites that test the bundles. */
export default function setup(project: TestProject): void {
  buildOnce(project);
}
