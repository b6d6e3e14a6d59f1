// Loaded before everything else: otherwise a feature that an old Node lacks would fail with an obscure error.
import { EXIT } from './exit-codes.js';
import { nodeProblem } from './node-version.js';

const problem = nodeProblem(process.versions.node);
if (problem !== undefined) {
  process.stderr.write(problem);
  process.exit(EXIT.usage);
}
