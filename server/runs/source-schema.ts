import * as v from 'valibot';
import { text } from '../../engine/schema/schema.js';

/** An absolute path, a drive, or a step up. */
const OUTSIDE = /^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/i;

/** The source file, relative to its workspace and inside it; or a text that was never saved. */
export const sourceSchema = v.pipe(
  text,
  v.check((path) => path.startsWith('untitled:') || !OUTSIDE.test(path), 'a path inside the workspace'),
);
