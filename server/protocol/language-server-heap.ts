/**
 * What V8 is told for the language server, which keeps little and throws much away at each change of a text. By default V8
 * lets the heap grow to several times of what is alive before it sweeps. Here it may grow by three fifths: with a fifth, a
 * change that affects a whole file spends half of its time sweeping. A few seconds after the last question V8 sweeps what
 * is left. Code is rather small than quick.
 */
export const LANGUAGE_SERVER_HEAP = [
  '--max-semi-space-size=2',
  '--heap-growing-percent=60',
  '--optimize-for-size',
  '--v8-pool-size=1',
];
