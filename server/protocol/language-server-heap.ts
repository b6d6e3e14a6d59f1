/**
 * What V8 is told for the language server, which keeps little and throws much away at each change of a text. By default V8
 * lets the heap grow to several times of what is alive before it sweeps. Swept earlier, and with code that is rather small
 * than quick, the server takes 97 MiB after a dozen runs instead of 178 (`npm run bench -- window`).
 */
export const LANGUAGE_SERVER_HEAP = [
  '--max-semi-space-size=2',
  '--heap-growing-percent=20',
  '--optimize-for-size',
  '--v8-pool-size=1',
];
