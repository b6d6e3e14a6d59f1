import { errorsPage } from '../../language/reference/errors-page.js';
import { referencePage } from '../../language/reference/reference-page.js';
import { resultsPage } from '../runs/results-page.js';

/** Pages that are written from tables in the program: path → text. A test fails when one is not current. */
export function documentationPages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/reference.md', referencePage()],
    ['docs/errors.md', errorsPage()],
    ['docs/results.md', resultsPage()],
  ]);
}
