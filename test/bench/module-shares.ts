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
  return shareInProfile(await profiled(run), modules, moduleOfLine(process.argv[1]));
}

/**
 * Shares of a run by the module in whose code it was. What a module calls outside the bundle, such as the library that
 * signs, counts as the module; the garbage collector is a module of its own, {@link COLLECTOR}.
 *
 * @returns from 0 to 1, by path as in {@link shareOf}; '' for what no module called
 */
export async function sharesByModule(run: () => void): Promise<ReadonlyMap<string, number>> {
  const { nodes, samples = [] } = await profiled(run);
  const moduleAt = moduleOfLine(process.argv[1]);
  const parents = parentsOf(nodes);
  const modules = new Map<number, string>();
  // Callers come before their callees.
  for (const { id, callFrame } of nodes) {
    const caller = parents.get(id);
    const own = isInBundle(callFrame) ? moduleAt(callFrame.lineNumber) : undefined;
    const called = own ?? (caller === undefined ? '' : (modules.get(caller) ?? ''));
    modules.set(id, callFrame.functionName === COLLECTOR ? COLLECTOR : called);
  }
  const shares = new Map<string, number>();
  for (const id of samples) {
    const module = modules.get(id) ?? '';
    shares.set(module, (shares.get(module) ?? 0) + 1 / samples.length);
  }
  return shares;
}

/** The profiler's name for the garbage collector. */
export const COLLECTOR = '(garbage collector)';

async function profiled(run: () => void): Promise<Profiler.Profile> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
  await session.post('Profiler.start');
  run();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return profile;
}

function shareInProfile(
  { nodes, samples = [] }: Profiler.Profile,
  modules: ReadonlySet<string>,
  moduleAt: (line: number) => string | undefined,
): number {
  const parents = parentsOf(nodes);
  const isAtWork = new Map<number, boolean>();
  // Callers come before their callees.
  for (const { id, callFrame } of nodes) {
    const module = isInBundle(callFrame) ? moduleAt(callFrame.lineNumber) : undefined;
    const caller = parents.get(id);
    isAtWork.set(
      id,
      (module !== undefined && modules.has(module)) || (caller !== undefined && isAtWork.get(caller) === true),
    );
  }
  return samples.filter((id) => isAtWork.get(id)).length / samples.length;
}

function parentsOf(nodes: readonly Profiler.ProfileNode[]): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const { id, children = [] } of nodes) for (const child of children) parents.set(child, id);
  return parents;
}

function isInBundle({ url }: { url: string }): boolean {
  return url.endsWith('bench.cjs');
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
