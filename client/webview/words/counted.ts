import { count } from '../../../server/protocol/quantities.js';
import { t } from './texts.js';

/**
 * "1 node", "3 nodes". The number is part of what is translated, so that it may stand elsewhere. Only for words whose
 * plural just ends in an s.
 */
export function counted(value: number, thing: string): string {
  return t(value === 1 ? `{0} ${thing}` : `{0} ${thing}s`).replace('{0}', count(value));
}
