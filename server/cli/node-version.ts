import { engines } from '../../package.json';

/** The least version of Node that runs Twinchain. */
const [NEEDED] = /\d+/.exec(engines.node) ?? ['0'];

/** What is wrong with a version of Node, such as `18.20.4`; undefined if nothing is. */
export function nodeProblem(version: string): string | undefined {
  if (Number.parseInt(version, 10) >= Number(NEEDED)) return undefined;
  return `error[usage/node]: Twinchain needs Node.js ${NEEDED} or later; this is ${version}.\n`;
}
