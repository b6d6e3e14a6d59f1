import { count } from '../../../server/protocol/quantities.js';
import { t } from './texts.js';

/** "1 node", "3 nodes". The plural is given where it is not formed with an s. */
export function counted(value: number, thing: string, things = `${thing}s`): string {
  return `${count(value)} ${t(value === 1 ? thing : things)}`;
}
