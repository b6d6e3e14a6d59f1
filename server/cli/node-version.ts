import { engines } from '../../package.json';

/** The least version of Node that runs Twinchain. */
const [NEEDED] = /\d+/.exec(engines.node) ?? ['0'];

/** Why a version of Node, such as `18.20.4`, cannot be used; undefined if it can. */
export function nodeProblem(version: string): string | undefined {
  if (Number.parseInt(version, 10) >= Number(NEEDED)) return undefined;
  return `error[usage/node]: Twinchain needs Node.js ${NEEDED} or later; this is ${version}.\n`;
}
