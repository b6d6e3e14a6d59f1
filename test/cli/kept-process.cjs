// Runs command lines of the built bundle one after another, each as a process of its own would, without its start: the
// bundle is compiled once and evaluated anew, and a command is over when nothing is left to do. What the bundle loads
// stays loaded.
const { readFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const os = require('node:os');
const path = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

const CLI = path.resolve('dist/cli.cjs');
const bundle = new Script(wrap(readFileSync(CLI, 'utf8').replace(/^#!/, '//')), { filename: CLI });
const requireFromBundle = createRequire(CLI);

// One thread simulates the replications of a sweep: each further one would load and compile the engine once more.
os.availableParallelism = () => 1;

const NOTHING = { printed: '', stdout: '', stderr: '' };
let said = { ...NOTHING };
for (const name of ['stdout', 'stderr']) {
  process[name].write = (text, encoding, done) => {
    said.printed += String(text);
    said[name] += String(text);
    const written = typeof encoding === 'function' ? encoding : done;
    if (written) process.nextTick(written);
    return true;
  };
}

let isRunning = false;

process.on('message', ({ folder, home, words }) => {
  isRunning = true;
  process.chdir(folder);
  process.env.HOME = home;
  process.argv = [process.execPath, CLI, ...words];
  process.exitCode = undefined;
  // Only the command keeps the process from its end.
  process.channel.unref();
  const module = { exports: {} };
  bundle.runInThisContext()(module.exports, requireFromBundle, module, CLI, path.dirname(CLI));
});

process.on('beforeExit', () => {
  if (!isRunning) return;
  isRunning = false;
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error');
  // What a run has set of V8, which a process of its own would not find set.
  setFlagsFromString('--heap-growing-percent=0');
  process.channel.ref();
  process.send({ ...said, exitCode: process.exitCode ?? 0 });
  said = { ...NOTHING };
});
