/** The name by which the command line was called: through npm in a checkout it is not on the path. */
export function programName(): string {
  return process.env.npm_lifecycle_event === undefined ? 'twinchain' : 'npx twinchain';
}
