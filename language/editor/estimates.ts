import type { Scenario } from '../../engine/model/scenario.js';
import { type ClosedForm, closedForm } from './closed-form.js';

/** Maximum number of cached estimates. */
const MOST = 500;

/** Cached closed forms of scenarios. During typing most scenarios do not change. */
export class Estimates {
  private readonly known = new Map<string, ClosedForm | undefined>();

  of(scenario: Scenario): ClosedForm | undefined {
    // The estimate depends on neither the name nor the duration.
    const key = JSON.stringify({ ...scenario, name: '', duration: 0 });
    if (this.known.has(key)) return this.known.get(key);
    if (this.known.size >= MOST) this.known.clear();
    const estimate = closedForm(scenario);
    this.known.set(key, estimate);
    return estimate;
  }
}
