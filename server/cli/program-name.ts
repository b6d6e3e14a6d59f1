/** How the command line is called where this one was: by npm from a checkout it is on no path. */
export function programName(): string {
  return process.env.npm_lifecycle_event === undefined ? 'twinchain' : 'npx twinchain';
}
