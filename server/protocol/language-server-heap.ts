/**
 * Options for V8 in the language server, which keeps little and discards much at each change of a text. By default V8
 * lets the heap grow to several times the live data before it collects garbage. Here it may grow by three fifths; with
 * one fifth, a change that affects a whole file would spend half of its time collecting. A few seconds after the last
 * request V8 collects the rest. The options also prefer small code to fast code.
 */
export const LANGUAGE_SERVER_HEAP = [
  '--max-semi-space-size=2',
  '--heap-growing-percent=60',
  '--optimize-for-size',
  '--v8-pool-size=1',
];
