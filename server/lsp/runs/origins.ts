import type { Origins } from '../../../language/index.js';
import type { TextPlace } from '../../protocol/runs.js';

/**
 * Where a property is written, by its path in the scenario; if it is not, the place of the nearest enclosing property.
 * A topology leads to where it is named.
 */
export function placeOf(origins: Origins, path: string): TextPlace | undefined {
  for (let words = path.split('.'); words.length > 0; words = words.slice(0, -1)) {
    const prefix = words.join('.');
    const written = [prefix, ...Object.keys(origins).filter((key) => key.startsWith(`${prefix}.`))]
      .map((key) => origins[key])
      .find((origin) => origin !== undefined && origin.kind !== 'default');
    if (written) return { uri: written.uri, range: written.range };
  }
  return undefined;
}
