import { readFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector/promises';

/** Microseconds between two samples of the profiler. */
const INTERVAL = 200;

/**
 * Share of a run spent in these modules or in code that they called, from five thousand samples a second. Unlike the
 * time of a whole run, it is not affected by the compiler's optimizing differently when the modules are present.
 *
 * @param modules paths as written in the bundle, relative to the root of the project
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
  // Callers come before their callees.
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

/**
 * Returns which module each line of a readable bundle comes from. In a bundle, each module begins with a comment with
 * its path.
 */
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
