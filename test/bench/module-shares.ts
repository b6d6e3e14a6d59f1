import { readFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector/promises';

/** Microseconds between two looks at what is running. */
const INTERVAL = 200;

/**
 * The share of a run in which one of these modules, or something that it called, was at work, by looking at what is
 * running five thousand times a second. It holds what the modules do, and not what luck they bring to the compiler,
 * which shifts the time of a whole run by more than that.
 *
 * @param modules paths as they stand in the bundle, from the top of the project
 * @returns from 0 to 1
 */
export async function shareOf(modules: ReadonlySet<string>, run: () => void): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
  await session.post('Profiler.start');
  run();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return shareInProfile(profile, modules, moduleOfLine(process.argv[1]));
}

function shareInProfile(
  { nodes, samples = [] }: Profiler.Profile,
  modules: ReadonlySet<string>,
  moduleAt: (line: number) => string | undefined,
): number {
  const parents = new Map<number, number>();
  for (const { id, children = [] } of nodes) for (const child of children) parents.set(child, id);
  const isAtWork = new Map<number, boolean>();
  // Callers come before those that they call.
  for (const { id, callFrame } of nodes) {
    const module = callFrame.url.endsWith('bench.cjs') ? moduleAt(callFrame.lineNumber) : undefined;
    const caller = parents.get(id);
    isAtWork.set(
      id,
      (module !== undefined && modules.has(module)) || (caller !== undefined && isAtWork.get(caller) === true),
    );
  }
  return samples.filter((id) => isAtWork.get(id)).length / samples.length;
}

/** Which module a line of a readable bundle comes from: each begins with a comment that names it. */
function moduleOfLine(bundle: string): (line: number) => string | undefined {
  let module: string | undefined;
  const modules = readFileSync(bundle, 'utf8')
    .split('\n')
    .map((line) => {
      module = /^\/\/ (\S+\/\S+)$/.exec(line)?.[1] ?? module;
      return module;
    });
  return (line) => modules[line];
}
