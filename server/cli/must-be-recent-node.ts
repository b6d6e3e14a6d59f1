// Comes before everything else that is loaded: what an old Node lacks would be met as a mistake somewhere.
import { EXIT } from './exit-codes.js';
import { nodeProblem } from './node-version.js';

const problem = nodeProblem(process.versions.node);
if (problem !== undefined) {
  process.stderr.write(problem);
  process.exit(EXIT.usage);
}
